import type { NoticeTexts } from './en.ts';

export const nb: NoticeTexts = {
  subject: (desk, town) => `Noe må gjøres med «${desk}» (${town})`,
  since: (when) => `Siden ${when}:`,
  why: {
    archived: 'Kanalen der kortene vises, er arkivert. Hent den tilbake i chatten.',
    'no-such-channel':
      'Kanalen der kortene vises, finnes ikke lenger, eller den er privat og appen er ikke med. Inviter appen, eller oppgi en annen kanal i kommunefilen.',
    'not-a-member': 'Appen er ikke lenger med i kanalen der kortene vises. Inviter den på nytt.',
    revoked:
      'Appen er fjernet fra arbeidsområdet, eller nøkkelen er trukket tilbake. Installer den på nytt, og gi den nye nøkkelen til den som drifter systemet.',
    'missing-permission':
      'Appen får ikke gjøre det den trenger i kanalen. Spør den som har ansvar for arbeidsområdet; den som drifter systemet, kan se hva som mangler.',
    'no-such-person': 'Noen som skal varsles, har ikke lenger konto i chatten.',
    unreachable:
      'Chatten er ikke tilgjengelig. Hvis den virker for deg, spør den som drifter systemet.',
    deleted:
      'Noen har fjernet kort for hånd. Det som fortsatt er åpent, vises på nytt. Ingenting er gått tapt.',
  },
  meanwhile: (url) =>
    `Ingen kommentar går tapt, og alle klokker går videre. Arbeid så lenge i nettleseren: ${url}`,
  back: 'Når det virker igjen, kommer kortene tilbake av seg selv.',
};
