import type { FlagTexts, Why } from './en.ts';

export const uk: FlagTexts = {
  automatic: 'Виявлено автоматичними правилами. З коментарем нічого не зроблено',
  unknownRule: (rule) => `правило «${rule}»`,
  category: {
    insult: 'образа',
    hate: 'ненависть або цькування',
    threat: 'погроза',
    incitement: 'заклик до злочину',
    sexual: 'сексуальний вміст',
    violence: 'насильство',
    profanity: 'нецензурна лексика',
    'personal-data': 'персональні дані',
    secrecy: 'конфіденційні відомості',
    'malicious-link': 'підозріле посилання',
    spam: 'спам',
    crisis: 'небезпека для життя',
    question: 'запитання',
    request: 'прохання або зауваження',
    'own-matter': 'власна справа дописувача',
    politics: 'політика',
    praise: 'подяка',
    reported: 'скарга відвідувача',
  },
  disguise: {
    repeated: 'повторені літери',
    leet: 'цифри замість літер',
    script: 'літери іншої абетки',
    spaced: 'літери через пробіл',
    masked: 'приховані літери',
  },
  reason: {
    'question-mark': () => 'знак питання',
    'question-mark-word': (why: Why) => `знак питання + «${why['word']}»`,
    'question-word': (why: Why) => `починається з «${why['word']}», без знака питання`,
    'question-inversion': (why: Why) => `починається як запитання: «${why['word']}»`,
    'question-indirect': (why: Why) => `непряме запитання: «${why['word']}»`,
    request: (why: Why) => `просить громаду щось зробити: «${why['word']}»`,
    fault: (why: Why) => `повідомляє про несправність: «${why['word']}»`,
    'fault-report': (why: Why) =>
      `повідомляє про несправність: «${why['thing']}» + «${why['state']}»`,
    silence: (why: Why) => `пише, що відповіді не було: «${why['word']}»`,
    'error-of-fact': (why: Why) => `пише, що щось не так: «${why['word']}»`,
    complaint: (why: Why) => `висловлює невдоволення: «${why['word']}»`,
    thanks: (why: Why) => `дякує або хвалить: «${why['word']}»`,
    'own-matter': (why: Why) => `про власну справу дописувача: «${why['word']}»`,
    'case-number': (why: Why) => `згадано номер справи: ${why['number']}`,
    politics: (why: Why) => `про політику: «${why['word']}»`,
    threat: (why: Why) => `може бути погрозою: «${why['word']}»`,
    incitement: (why: Why) => `може бути закликом до насильства: «${why['word']}»`,
    crisis: (why: Why) => `хтось може бути в небезпеці: «${why['word']}»`,
    'ground-word': (why: Why) => `слово з підстави ${why['ground']}: «${why['word']}»`,
    'ground-word-disguised': (why: Why, disguise) =>
      `замасковане слово з підстави ${why['ground']}: «${why['word']}» (${disguise})`,
    'masked-word': (why: Why) => `слово з прихованими літерами: «${why['word']}»`,
    'personal-number-se': (why: Why) =>
      `шведський особистий номер (${why['kind']}), контрольна цифра збігається: ${why['masked']}`,
    'personal-number-no': (why: Why) =>
      `норвезький особистий номер (${why['kind']}), контрольні цифри збігаються: ${why['masked']}`,
    'personal-number-ua': (why: Why) =>
      `податковий номер (${why['kind']}), контрольна цифра збігається, так і названий: ${why['masked']}`,
    'personal-number-maybe': (why: Why) =>
      `може бути особистим номером (${why['kind']}), контрольна цифра збігається: ${why['masked']}`,
    'link-userinfo': (why: Why) =>
      `посилання приховує справжній вузол: показує «${why['pretended']}», веде на ${why['host']}`,
    'link-ip-host': (why: Why) => `посилання на голу мережеву адресу: ${why['host']}`,
    'link-mixed-script': (why: Why) => `у посиланні змішано літери двох абеток: ${why['host']}`,
    'link-punycode': (why: Why) => `посилання записане кодом, читається як ${why['host']}`,
    'link-look-alike': (why: Why) =>
      `посилання схоже на наше ${why['own']}, але веде на ${why['host']}`,
    'link-shortener': (why: Why) => `скорочене посилання приховує, куди веде: ${why['host']}`,
    'link-program': (why: Why) => `посилання на програму: ${why['file']} на ${why['host']}`,
    'link-archive': (why: Why) => `посилання на архів: ${why['file']} на ${why['host']}`,
    'link-mismatch': (why: Why) =>
      `посилання показує ${why['pretended']}, але веде на ${why['host']}`,
    'link-defanged': (why: Why) => `посилання записане так, щоб обійти фільтри: ${why['host']}`,
    'many-links': (why: Why) => `посилань на інші сайти: ${why['count']}`,
    'flood-similar': (why: Why) => `схожих текстів того самого дописувача: ${why['count']}`,
    'flood-many': (why: Why) =>
      `текстів того самого дописувача за ${why['minutes']} хв: ${why['count']}`,
  },
};
