/** The parameters of a flag, as the rule left them. */
export type Why = Readonly<Record<string, string | number>>;

export const en = {
  /** Beside every flag: who raised it, and that nothing was done (UA 8.1-8.3). */
  automatic: 'Found by automatic rules. Nothing has been done to the comment',
  unknownRule: (rule: string) => `rule “${rule}”`,
  category: {
    insult: 'insult',
    hate: 'hatred or harassment',
    threat: 'threat',
    incitement: 'incitement to crime',
    sexual: 'sexual content',
    violence: 'violence',
    profanity: 'swearing',
    'personal-data': 'personal data',
    secrecy: 'confidential matter',
    'malicious-link': 'suspicious link',
    spam: 'spam',
    crisis: 'life or safety in danger',
    question: 'question',
    request: 'request or view',
    'own-matter': 'the author’s own case',
    politics: 'politics',
    praise: 'praise',
    reported: 'reported by a visitor',
  },
  disguise: {
    repeated: 'letters repeated',
    leet: 'digits for letters',
    script: 'letters of another alphabet',
    spaced: 'letters spaced out',
    masked: 'letters masked',
  },
  reason: {
    'question-mark': () => 'question mark',
    'question-mark-word': (why: Why) => `question mark + “${why['word']}”`,
    'question-word': (why: Why) => `begins with “${why['word']}”, no question mark`,
    'question-inversion': (why: Why) => `begins as a question: “${why['word']}”`,
    'question-indirect': (why: Why) => `asks indirectly: “${why['word']}”`,
    request: (why: Why) => `asks the town to do something: “${why['word']}”`,
    fault: (why: Why) => `reports a fault: “${why['word']}”`,
    'fault-report': (why: Why) => `reports a fault: “${why['thing']}” + “${why['state']}”`,
    silence: (why: Why) => `says no answer came: “${why['word']}”`,
    'error-of-fact': (why: Why) => `says something is wrong: “${why['word']}”`,
    complaint: (why: Why) => `is displeased: “${why['word']}”`,
    thanks: (why: Why) => `thanks or praises: “${why['word']}”`,
    'own-matter': (why: Why) => `about the author’s own case: “${why['word']}”`,
    'case-number': (why: Why) => `names a case number: ${why['number']}`,
    politics: (why: Why) => `about politics: “${why['word']}”`,
    threat: (why: Why) => `may be a threat: “${why['word']}”`,
    incitement: (why: Why) => `may call for violence: “${why['word']}”`,
    crisis: (why: Why) => `somebody may be in danger: “${why['word']}”`,
    'ground-word': (why: Why) => `word from ground ${why['ground']}: “${why['word']}”`,
    'ground-word-disguised': (why: Why, disguise: string) =>
      `disguised word from ground ${why['ground']}: “${why['word']}” (${disguise})`,
    'masked-word': (why: Why) => `masked word: “${why['word']}”`,
    'personal-number-se': (why: Why) =>
      `Swedish personal number (${why['kind']}), checksum right: ${why['masked']}`,
    'personal-number-no': (why: Why) =>
      `Norwegian identity number (${why['kind']}), checksums right: ${why['masked']}`,
    'personal-number-ua': (why: Why) =>
      `Ukrainian tax number (${why['kind']}), checksum right, named as such: ${why['masked']}`,
    'personal-number-maybe': (why: Why) =>
      `may be a personal number (${why['kind']}), checksum right: ${why['masked']}`,
    'link-userinfo': (why: Why) =>
      `link hides its real host: shows “${why['pretended']}”, leads to ${why['host']}`,
    'link-ip-host': (why: Why) => `link to a bare network address: ${why['host']}`,
    'link-mixed-script': (why: Why) => `link mixes letters of two alphabets: ${why['host']}`,
    'link-punycode': (why: Why) => `link written in code, reads: ${why['host']}`,
    'link-look-alike': (why: Why) => `link resembles our ${why['own']} but leads to ${why['host']}`,
    'link-shortener': (why: Why) => `shortened link hides where it leads: ${why['host']}`,
    'link-program': (why: Why) => `link to a program: ${why['file']} at ${why['host']}`,
    'link-archive': (why: Why) => `link to an archive file: ${why['file']} at ${why['host']}`,
    'link-mismatch': (why: Why) => `link shows ${why['pretended']} but leads to ${why['host']}`,
    'link-defanged': (why: Why) => `link written to slip past filters: ${why['host']}`,
    'many-links': (why: Why) => `links to other sites: ${why['count']}`,
    'flood-similar': (why: Why) => `like texts by the same author: ${why['count']}`,
    'flood-many': (why: Why) =>
      `texts by the same author within ${why['minutes']} minutes: ${why['count']}`,
  },
};

export type FlagTexts = typeof en;
