import { type CueList, list } from './cue-list.ts';

export const nb: CueList = {
  greeting: list(
    'hei, heisann, hallo, god morgen, god dag, vær så snill, men, og, så, forresten, unnskyld',
  ),
  'question-word': list(
    `når, hvor, hvordan, hvorfor, hva, hvem, hvilken, hvilket, hvilke, hvorhen, åssen, korleis,
     kvifor, kva, kven, kor`,
  ),
  inversion: list(
    `kan dere, kan man, kan jeg, kan vi, har dere, har kommunen, skal dere, skal det, skal vi,
     finnes det, finst det, er det, er dere, får man, får jeg, får vi, går det, går bussen,
     blir det, kommer det, kommer dere, kommer kommunen, må man, må jeg, trenger man, trenger jeg,
     vet dere, vet noen, tenker dere, planlegger dere, stemmer det, gjelder det, er svømmehallen,
     er biblioteket, åpner dere, stenger dere, kunne dere, er det mulig, går det an`,
  ),
  'indirect-question': list(
    `lurer på, lurte på, et spørsmål, har et spørsmål, vil vite, ønsker å vite, skulle gjerne visst,
     noen som vet, vet ikke når, vet ikke hvor, vet ikke hvordan`,
  ),
  request: list(
    `dere må, dere bør, dere burde, kommunen må, kommunen bør, kommunen burde, vennligst, vær snill og,
     kan dere fikse, kan dere brøyte, kan dere strø, brøyt veien, strø fortauet, fiks veien,
     ta kontakt med meg, ring meg, gi meg beskjed, rydd opp, ønsker at dere, håper dere kan`,
  ),
  fault: list(
    `fungerer ikke, funker ikke, virker ikke, ute av drift, hull i veien, hull i vegen, vannlekkasje,
     lyser ikke, ikke brøytet, ikke brøyta, ikke strødd, ikke hentet søppel, ikke tømt, ikke vann,
     uten vann, strømbrudd, vannet er borte, vannet er brunt`,
  ),
  'fault-thing': list(
    `gatelys*, gatelykt*, lyktestolp*, veilys*, belysning*, lampa, lampen, lekeplass*, huska, husken,
     husker, fortau*, sykkelvei*, gangvei*, veien, vegen, gata, gaten, brua, bruen, kum, kummen,
     kumlokk*, vannledning*, avløp*, kloakk*, heisen, døra, døren, søppelkass*, søppeldunk*,
     holdeplass*, busskur*, leskur*, benk*, rekkverk*, trapp*, skilt*, trafikklys*, hjemmesida,
     nettsida, nettsiden, skjema*, toalett*, stikkrenn*`,
  ),
  'fault-state': list(
    `ødelagt*, slukket*, mørkt, mørke, lekker, knust*, nede, oversvømt*, tett, tette, fullt, full,
     overfull*, veltet, farlig*, livsfarlig*, glatt, glatte, hålke*, borte`,
  ),
  silence: list(
    `ikke fått svar, ikke fått noe svar, ikke noe svar, ingen svar, ingen svarer, fortsatt ikke svar,
     ikke svart, svarer aldri, svarer ikke, ventet på svar, venter på svar, ikke hørt noe,
     hører ingenting`,
  ),
  'error-of-fact': list(
    `stemmer ikke, dere har skrevet feil, dere skriver feil, feil dato, feil adresse, feil tid,
     feil telefonnummer, feil klokkeslett, feil opplysning*, feilaktig*, det er ikke sant,
     faktafeil, det står feil, feil åpningstid*, dere tar feil, dere har feil`,
  ),
  complaint: list(
    `dårlig, elendig*, skandale, skandaløst, skuffet, skuffa, misfornøyd*, katastrofe, uakseptabelt,
     skammelig, pinlig, bare tull, fatter ikke, skjønner ikke hvordan dere, lei av, kjempedårlig, sløsing, håpløst, under enhver kritikk,
     -ikke dårlig, -ikke så dårlig, -slett ikke dårlig, -dårlig vær`,
  ),
  thanks: list(
    `takk, takker, takknemlig*, tusen takk, mange takk, bra jobba, bra jobbet, godt jobba,
     godt jobbet, flott, strålende, fantastisk, kjempebra, godt tiltak, bra tiltak, kjempefint, så bra, så fint, heia, herlig,
     -takket være, -takk være, -nei takk, -takk for ingenting, -takk for ikke noe, -ikke bra jobba`,
  ),
  'own-matter': list(
    `min sak, saken min, saka mi, vår sak, saken vår, min søknad, søknaden min, vår søknad,
     søknaden vår, min byggesak, byggesaken min, min saksbehandler, saksbehandleren min,
     min klage, klagen min, vedtaket mitt, mitt vedtak, fikk avslag på, min byggesøknad,
     byggesøknaden min, min faktura, fakturaen min, min sosialhjelp,
     -ikke min sak, -ikkje min sak, -blir min sak`,
  ),
  'case-number': list(
    'saksnr, saksnummer, sak nr, sak nummer, arkivsak, journalnr, journalnummer, sak',
  ),
  politics: list(
    `politiker*, politisk*, ordfører*, varaordfører*, byråd*, kommunestyre*, arbeiderpartiet, høyre,
     fremskrittspartiet, frp, senterpartiet, venstresida, rødt parti, miljøpartiet, krf,
     stem på, stemme på, stemte på, stemmer på, valgkamp*, valgløfte*, partipolitikk*,
     -til høyre, -på høyre, -høyre side, -fra høyre, -mot høyre, -ta høyre, -tar høyre,
     -høyre hånd, -høyre fot, -høyre vei`,
  ),
  town: list('kommune*, byen, rådhus*, etat*, dere i, dere på, dere som jobber'),
  threat: list(
    `skal drepe deg, skal drepe dere, skal drepe ham, skal drepe henne, dreper deg, dreper dere,
     slå deg i hjel, slå dere i hjel, slår deg i hjel, slår dere i hjel, du skal dø, dere skal dø,
     skyte deg, skyte dere, skyter deg, skyter dere, vet hvor du bor, vet hvor dere bor,
     knivstikke deg, knivstikker deg, ta livet av deg, ta livet av dere, pass deg så,
     brenne ned rådhus*, brenne ned kommunehus*, sprenge rådhus*, sprenge kommunehus*,
     sprenger rådhus*, bombe på rådhus*, bombe i rådhus*`,
  ),
  incitement: list(
    `burde skytes, bør skytes, burde henges, bør henges, burde henrettes, må henrettes, burde drepes,
     noen burde skyte, noen burde drepe, noen burde brenne, heng dem, skyt dem, drep dem, brenn ned,
     spreng rådhus*, knus rådhus*, -burde skytes ut, -burde skytes inn, -bør henges opp,
     -burde henges opp, -burde henges ut`,
  ),
  crisis: list(
    `ta livet av meg, tar livet av meg, ta mitt eget liv, ta mitt liv, vil ikke leve, orker ikke leve,
     orker ikke å leve, vil dø, tenker på selvmord, begå selvmord, selvmordstanker, lukter gass,
     gasslukt, gasslekkasje, det brenner i, -det brenner i meg, slår barna mine, slår moren min`,
  ),
  'tax-number': [],
  'personal-number': list('personnummer, fødselsnummer, fnr, personnr, d nummer, dnummer'),
  innocent: list(
    `slutt*, slutter, fag*, fart*, kokk*, rape, gift*, bra, barn*, hell, fitjar*, prikk*, fan, sex,
     hore, horn, hornet, stor fan, en fan, fan av, største fan`,
  ),
};
