import type { NoticeTexts } from './en.ts';

export const sv: NoticeTexts = {
  subject: (desk, town) => `Något behöver göras med ”${desk}” (${town})`,
  since: (when) => `Sedan ${when}:`,
  why: {
    archived: 'Kanalen där korten visas har arkiverats. Återställ den i chatten.',
    'no-such-channel':
      'Kanalen där korten visas finns inte längre, eller är privat utan att appen är med. Bjud in appen, eller ange en annan kanal i kommunfilen.',
    'not-a-member': 'Appen är inte längre med i kanalen där korten visas. Bjud in den igen.',
    revoked:
      'Appen har tagits bort från arbetsytan, eller så har dess nyckel dragits in. Installera den igen och ge den nya nyckeln till den som sköter systemet.',
    'missing-permission':
      'Appen får inte göra det den behöver i kanalen. Fråga den som sköter arbetsytan; den som sköter systemet kan se vad som saknas.',
    'no-such-person': 'Någon som ska underrättas har inte längre något konto i chatten.',
    unreachable: 'Chatten går inte att nå. Om den fungerar för dig, fråga den som sköter systemet.',
    deleted:
      'Någon har tagit bort kort för hand. Det som fortfarande är öppet visas igen. Inget har gått förlorat.',
  },
  meanwhile: (url) =>
    `Ingen kommentar går förlorad, och alla klockor går vidare. Arbeta under tiden i webben: ${url}`,
  back: 'När det går igen kommer korten tillbaka av sig själva.',
};
