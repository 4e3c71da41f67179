import { at, type Scene } from './scene.ts';

/** A week on a Swedish municipality's page. Persons and numbers are made up; 121212-1212 is a test number. */
export const sv: readonly Scene[] = [
  {
    id: 'sv-1',
    minutes: at(-2, -3),
    who: 'Karin Lind',
    says: 'När öppnar simhallen igen efter renoveringen?',
  },
  {
    id: 'sv-2',
    minutes: at(-2, -2),
    to: 'sv-1',
    townSays:
      'Hej Karin! Simhallen öppnar igen måndagen den 30. Välkommen! – Kommunikationsenheten',
  },
  {
    id: 'sv-3',
    minutes: at(-1, -5),
    who: 'Göran Ek',
    says: 'Tack till er som plogade Storgatan redan klockan fem i morse. Toppen!',
  },
  {
    id: 'sv-4',
    minutes: at(-1, -2),
    who: 'Mia Strand',
    says: 'Gatlyktan utanför förskolan Blåklockan har varit trasig i tre veckor. Jag har felanmält två gånger och inte fått något svar.',
  },
  {
    id: 'sv-5',
    minutes: at(0, -5),
    who: 'Olle H',
    says: 'Hur ansöker man om bygglov för ett växthus?',
  },
  {
    id: 'sv-6',
    minutes: at(0, -4),
    to: 'sv-5',
    who: 'Anita Berg',
    says: 'Olle, under 15 kvadrat behöver du inget bygglov, bara anmälan. Kolla på hemsidan!',
  },
  {
    id: 'sv-7',
    minutes: at(0, -2, -10),
    who: 'Bengt-Åke',
    says: 'Så ni har alltså råd med en ny rondell men inte med en enda badvakt. Helt jävla otroligt, det är alltid samma sak med er, man blir så trött.',
  },
  { id: 'sv-8', minutes: at(0, -1), who: 'Sara Nordin', says: 'Fin bild på älven!' },
  {
    id: 'sv-9',
    minutes: at(0, 0, -20),
    who: 'Tolvan T',
    says: 'Hej, jag har inte fått mitt försörjningsstöd den här månaden. Mitt ärende är dnr SOC 2026-118 och mitt personnummer är 121212-1212. Kan någon ringa mig?',
  },
  {
    id: 'sv-10',
    minutes: 2,
    who: 'Ebba Falk',
    says: 'Vilka tider gäller för återvinningscentralen i helgen?',
  },
  {
    id: 'sv-11',
    minutes: 7,
    who: 'Kommunens Pristävling',
    says: 'Grattis! Du har vunnit vår dragning, hämta ditt presentkort på 5 000 kr här: http://bjorkdal.se.vinst-kort.com/logga-in innan midnatt',
  },
  {
    id: 'sv-12',
    minutes: 15,
    who: 'Nisse P',
    says: 'Ni borde sanda gångvägen vid ån, min mamma halkade där i går.',
  },
  {
    id: 'sv-13',
    minutes: 26,
    who: 'Anonym 74',
    says: 'Den där handläggaren på miljökontoret, jag vet var hon bor och jag ska slå ihjäl henne.',
  },
  {
    id: 'sv-14',
    minutes: at(0, 3),
    who: 'Lena W',
    says: 'Stämmer det verkligen att biblioteket stängde 2019? Det står så i ert inlägg men det var 2021.',
  },
  {
    id: 'sv-15',
    minutes: at(0, 5),
    who: 'Rickard',
    says: 'Vad tycker kommunalrådet om vindkraften? Hur tänker ni rösta i fullmäktige?',
  },
  {
    id: 'sv-12',
    minutes: at(0, 6),
    editedTo: 'Ni borde sanda gångvägen vid ån, min mamma halkade där i går och bröt handleden.',
  },
  {
    id: 'sv-16',
    minutes: at(1, 1),
    who: 'Johan & Pia',
    says: 'Hur gammal måste man vara för att gå på fritidsgården?',
  },
  {
    id: 'sv-17',
    minutes: at(2, 2),
    who: 'Maud',
    says: 'Vet någon om bussen till Lillhärad går på annandagen?',
  },
  { id: 'sv-8', minutes: at(2, 4), deleted: true },
  {
    id: 'sv-18',
    minutes: at(3, 1),
    who: 'Fredrik S',
    says: 'Bra initiativ med den nya lekparken, barnen älskar den!',
  },
  {
    id: 'sv-19',
    minutes: at(4, 3),
    who: 'Ali R',
    says: 'Var hittar jag protokollet från senaste nämndmötet?',
  },
];
