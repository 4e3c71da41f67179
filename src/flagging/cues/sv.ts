import { type CueList, list } from './cue-list.ts';

export const sv: CueList = {
  greeting: list(
    'hej, hejsan, hallå, god morgon, god dag, snälla, men, och, så, förresten, ursäkta',
  ),
  'question-word': list(
    'när, var, hur, varför, vad, vem, vilken, vilket, vilka, varifrån, hurdan, vart, vems, varav',
  ),
  inversion: list(
    `kan ni, kan man, kan jag, kan vi, har ni, har kommunen, har man, ska ni, ska det, ska vi,
     finns det, finns någon, är det, är ni, får man, får jag, får vi, går det, går bussen, blir det,
     kommer det, kommer ni, kommer kommunen, måste man, måste jag, behöver man, behöver jag,
     vet ni, vet någon, tänker ni, planerar ni, stämmer det, gäller det, är simhallen,
     är biblioteket, är badet, öppnar ni, stänger ni, skulle ni kunna, skulle man kunna`,
  ),
  'indirect-question': list(
    `undrar, jag undrade, vi undrade, en fråga, har en fråga, vill veta, skulle vilja veta,
     någon som vet, vore bra att veta, vet inte när, vet inte hur, vet inte var`,
  ),
  request: list(
    `ni borde, ni måste, ni får gärna, kommunen borde, kommunen måste, snälla laga, snälla fixa,
     snälla sanda, snälla ploga, laga vägen, laga gatan, ploga gatan, ploga vägen, sanda trottoaren,
     var god och, vänligen, kan ni laga, kan ni fixa, kan ni sanda, kan ni ploga, hör av er,
     återkom till mig, ring mig, ta bort skräpet, plocka upp skräpet, det behövs, önskar att ni`,
  ),
  fault: list(
    `fungerar inte, funkar inte, ur funktion, hål i vägen, hål i gatan, potthål, vattenläcka,
     lyser inte, inte plogat, inte sandat, oplogat, osandat, inte hämtat soporna, inte tömt,
     soporna har inte, inget vatten, strömavbrott, vattnet är borta`,
  ),
  'fault-thing': list(
    `gatlykt*, gatlamp*, gatubelysning*, lyktstolp*, belysning*, lampa, lampan, lampor*, lekplats*,
     gunga, gungan, gungor*, trottoar*, cykelväg*, gångväg*, vägen, gatan, bron, brunn*, vattenledning*,
     avlopp*, hissen, dörren, papperskorg*, soptunn*, återvinning*, hållplats*, busskur*, bänk*,
     räcke*, trappa*, skylt*, trafikljus*, hemsidan, e-tjänst*, tjänsten, toalett*`,
  ),
  'fault-state': list(
    `trasig*, släckt*, läcker, sönder, slocknat*, nere, översvämmad*, igensatt*, fullt, full,
     överfull*, vält, avbrut*, farlig*, livsfarlig*, isig*, hal, halt, halka`,
  ),
  silence: list(
    `inte fått svar, inte fått något svar, inget svar, ingen svarar, fortfarande inget svar,
     inte svarat, svarar aldrig, svarar inte, väntat på svar, väntar på svar, inte hört något,
     -ingen svarar för, hör inget från`,
  ),
  'error-of-fact': list(
    `stämmer inte, ni har skrivit fel, ni skriver fel, det är fel datum, fel datum, fel adress,
     fel tid, fel telefonnummer, felaktig uppgift, felaktiga uppgifter, det är inte sant,
     det är felaktigt, sakfel, det står fel, står fel i, fel öppettid*, ni har fel`,
  ),
  complaint: list(
    `dåligt, uselt, skandal, skandalöst, besviken, besvikna, missnöjd*, bedrövligt, katastrof,
     oacceptabelt, skamligt, för jävligt, pinsamt, fattar inte hur, struntprat, trött på, urdåligt, slöseri, huvudlöst,
     -inte dåligt, -inte alls dåligt, -inget dåligt, -trött på vintern`,
  ),
  thanks: list(
    `tack, tackar, tacksam*, toppen, bra jobbat, bra jobb, strålande, fantastiskt, underbart,
     jättebra, bra initiativ, älskar, superbra, kanonbra, snyggt jobbat, grymt bra, heja, vad fint, så fint, vad roligt,
     -tack vare, -nej tack, -tack för ingenting, -tack för inget, -inte bra jobbat`,
  ),
  'own-matter': list(
    `mitt ärende, mina ärenden, vårt ärende, min ansökan, vår ansökan, mitt bygglov, vårt bygglov,
     min bygglovsansökan, min handläggare, vår handläggare, mitt överklagande, min överklagan,
     mitt avslag, fick avslag på, mitt beslut om, mitt försörjningsstöd, mitt biståndsbeslut,
     min anmälan, min skadeanmälan, min faktura, vår faktura, mitt parkeringstillstånd`,
  ),
  'case-number': list('dnr, diarienr, diarienummer, ärendenr, ärendenummer, ärende nr, ärende'),
  politics: list(
    `politiker*, kommunalråd*, oppositionsråd*, borgmästar*, borgarråd*, fullmäktig*,
     kommunfullmäktig*, socialdemokrat*, sossar*, moderaterna, sverigedemokrat*, centerpartiet,
     vänsterpartiet, miljöpartiet, liberalerna, kristdemokrat*, rösta på, röstar på, röstade på,
     valrörelse*, vallöfte*, partipolitik*, nästa mandatperiod`,
  ),
  town: list('kommun*, staden, kommunhus*, förvaltning*, ni på, ni som jobbar'),
  threat: list(
    `ska döda dig, ska döda er, ska döda honom, ska döda henne, ska mörda dig, ska mörda er,
     slå ihjäl dig, slå ihjäl er, slår ihjäl dig, slår ihjäl er, du ska dö, ni ska dö,
     skjuta dig, skjuta er, skjuter dig, skjuter er, vet var du bor, vet var ni bor,
     vi vet var du, hugga dig, hugger dig, knivhugga, akta dig så att, passa dig jävligt noga,
     bränna ner kommunhus*, bränner ner kommunhus*, spränga kommunhus*, spränger kommunhus*,
     bomb i kommunhus*, -vet var du bor vackert`,
  ),
  incitement: list(
    `borde skjutas, borde hängas, borde avrättas, måste avrättas, ska avrättas, borde dödas,
     någon borde skjuta, någon borde döda, någon borde bränna, häng dem, skjut dem, skjut dom,
     döda dem alla, bränn ner, spräng kommunhus*, slå sönder kommunhus*,
     -borde skjutas upp, -borde skjutas fram, -borde hängas upp, -borde hängas ut, -bränn ner ljuset`,
  ),
  crisis: list(
    `ta livet av mig, tar livet av mig, ta mitt liv, tar mitt liv, vill inte leva, orkar inte leva,
     vill dö, tänker på självmord, begå självmord, självmordstankar, luktar gas, gaslukt, gasläcka,
     det brinner i, -det brinner i mig, -det brinner i knutarna, slår mina barn, slår min mamma`,
  ),
  'tax-number': [],
  'personal-number': list('personnummer, personnr, pnr, samordningsnummer'),
  innocent: list(
    `slut, sex, fart, bra, kock*, fan, fans, gift*, prick*, barn*, hell, puke, dick, as, för, fittja*,
     kukkola*, kuksa*, hornstull*, horn, hornet, stort fan, ett fan, fan av, fan club, största fan`,
  ),
};
