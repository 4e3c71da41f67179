import { at, type Scene } from './scene.ts';

/** A week on a Norwegian municipality's page. Persons and numbers are made up; the number is a synthetic test number. */
export const nb: readonly Scene[] = [
  {
    id: 'nb-1',
    minutes: at(-2, -4),
    who: 'Ingrid Moen',
    says: 'Når blir det tømt papir i Fåvang denne uka?',
  },
  {
    id: 'nb-2',
    minutes: at(-2, -3),
    to: 'nb-1',
    townSays: 'Hei Ingrid! Papir tømmes torsdag. Hilsen servicekontoret',
  },
  {
    id: 'nb-3',
    minutes: at(-1, -6),
    who: 'Per Arne',
    says: 'Takk for fin 17. mai-feiring, dere gjorde en kjempejobb!',
  },
  {
    id: 'nb-4',
    minutes: at(-1, -1),
    who: 'Turid Haugen',
    says: 'Gatelyset ved skolen er slukket, og barna går i mørket. Dere må fikse det snart.',
  },
  {
    id: 'nb-5',
    minutes: at(0, -3),
    who: 'Espen L',
    says: 'Lurer på hvem jeg skal kontakte om vannavgiften?',
  },
  {
    id: 'nb-6',
    minutes: at(0, -2),
    to: 'nb-5',
    who: 'Marit',
    says: 'Espen: ring servicetorget, de er veldig hjelpsomme.',
  },
  {
    id: 'nb-7',
    minutes: at(0, -1, -15),
    who: 'Odd-Geir',
    says: 'Skjønner ikke hvordan dere klarer å bruke tre millioner på et skilt. Dette er bare tull fra ende til annen.',
  },
  {
    id: 'nb-8',
    minutes: 4,
    who: 'Silje Bakken',
    says: 'Hvor søker man om barnehageplass til høsten?',
  },
  {
    id: 'nb-9',
    minutes: 12,
    who: 'Kåre',
    says: 'Saken min har ligget hos dere siden mars, saksnr 2026/412. Fødselsnummeret mitt er 17912099997. Når får jeg svar på vedtaket?',
  },
  {
    id: 'nb-10',
    minutes: 19,
    who: 'PakkeSpor',
    says: 'Pakken din venter, betal toll her: http://bit.ly/3pakke-no',
  },
  {
    id: 'nb-11',
    minutes: at(0, 2),
    who: 'Solveig',
    says: 'Det står feil åpningstid på plakaten, svømmehallen stenger klokka 20 og ikke 21.',
  },
  {
    id: 'nb-12',
    minutes: at(0, 4),
    who: 'Trond',
    says: 'Hva mener ordføreren om å slå sammen skolene?',
  },
  { id: 'nb-13', minutes: at(1, 2), who: 'Liv', says: 'Koselig bilde!' },
  { id: 'nb-14', minutes: at(2, 1), who: 'Anders F', says: 'Er biblioteket åpent på påskeaften?' },
  { id: 'nb-15', minutes: at(4), who: 'Gro', says: 'Tusen takk for rask brøyting i natt!' },
];
