import { type CueList, list } from './cue-list.ts';

export const en: CueList = {
  greeting: list(
    'hi, hello, hey, good morning, good afternoon, please, but, and, so, excuse me, sorry',
  ),
  'question-word': list(
    `when, where, how, why, what, who, which, whose, when's, where's, how's, what's, who's`,
  ),
  inversion: list(
    `can you, can i, can we, can someone, could you, could someone, have you, has the, will you,
     will the, will there, is there, is the, is it, are there, are you, are the, are we, do you,
     do i, do we, does the, does anyone, did you, may i, may we, should i, should we, would you,
     would it, was the, is anyone, has anyone`,
  ),
  'indirect-question': list(
    `wondering, i wonder, we wonder, a question, would like to know, like to know, want to know,
     anyone know, does anybody know, any idea, any news on, not sure when, not sure how`,
  ),
  request: list(
    `you should, you must, you need to, the council should, the council must, please fix,
     please clear, please repair, please remove, please clean, please send, please call,
     please contact, please tell, please let me, call me, get back to me, clean up the, needs fixing,
     needs to be fixed, needs repair`,
  ),
  fault: list(
    `not working, doesn't work, does not work, doesn't open, out of order, pothole, potholes,
     hole in the road, water leak, no water, power cut, not been cleared, not been collected,
     wasn't collected, weren't collected, not been emptied, has burst`,
  ),
  'fault-thing': list(
    `street light*, streetlight*, lamp, lamps, lamp post, playground, swing, swings, pavement*,
     sidewalk*, cycle path, bike path, road, bridge, drain*, sewer*, pipe, pipes, lift, elevator,
     door, bin, bins, bus stop, bus shelter, bench*, railing*, stairs, sign, traffic light*,
     website, form, toilet*`,
  ),
  'fault-state': list(
    `broken, leaking, leaks, flooded, blocked, overflowing, dark, smashed, dangerous, icy, slippery,
     missing, out, down`,
  ),
  silence: list(
    `no reply, no answer, no response, still no reply, nobody answers, no one answers, not answered,
     never answered, never reply, never replied, haven't heard, have not heard, heard nothing,
     still waiting for an answer, still waiting for a reply, haven't replied, not replied`,
  ),
  'error-of-fact': list(
    `not correct, is incorrect, wrong date, wrong address, wrong time, wrong phone number,
     wrong information, not true, isn't true, factual error, your post says, you are mistaken, you got it wrong`,
  ),
  complaint: list(
    `terrible, awful, disgrace, disgraceful, disappointed, unacceptable, shameful, appalling,
     useless, fed up, tired of, waste of money, ridiculous, -not terrible, -not too awful`,
  ),
  thanks: list(
    `thanks, thank you, grateful, great job, good job, well done, great work, good work, wonderful,
     fantastic, excellent, brilliant, lovely, good initiative, keep it up, -thanks to, -no thanks, -no thank you,
     -thanks for nothing, -thank you for nothing, -not great work`,
  ),
  'own-matter': list(
    `my case, our case, my application, our application, my permit, our permit, my appeal,
     our appeal, my caseworker, my case worker, our caseworker, my planning application, my invoice,
     my benefit, my benefits, was refused my, -in my case, -in our case, -my case study`,
  ),
  'case-number': list('case no, case number, case ref, reference number, ref no, our ref, case'),
  politics: list(
    `politician*, mayor, mayors, councillor*, labour party, conservative party, green party,
     social democrats, vote for, voted for, voting for, election campaign, election promise*,
     party politics`,
  ),
  town: list('council*, municipality, town hall, city hall, the town, the city'),
  threat: list(
    `going to kill you, gonna kill you, will kill you, i'll kill you, we'll kill you, kill you all,
     going to shoot you, will shoot you, you will die, you are going to die, you're going to die,
     know where you live, stab you, slit your throat, watch your back, burn down the town hall,
     burn down the city hall, blow up the town hall, blow up the city hall, bomb in the town hall,
     bomb the town hall, -it will kill you, -this will kill you, -smoking will kill you`,
  ),
  incitement: list(
    `should be shot, should be hanged, should be executed, should be lynched, deserve to be shot,
     someone should shoot, someone should kill, somebody should kill, someone should burn,
     let's burn, hang them all, shoot them all, kill them all, -should be shot down,
     -should be shot in, -should be shot at`,
  ),
  crisis: list(
    `kill myself, killing myself, end my life, ending my life, want to die, don't want to live,
     do not want to live, suicidal, take my own life, smell gas, smell of gas, gas leak, is on fire,
     -suicidal policy, -is on fire tonight, beats my children, beats my mother`,
  ),
  'tax-number': [],
  'personal-number': list('personal number, identity number, national id'),
  innocent: list(
    `as, hors, bra, essex*, scunthorpe*, assist*, assess*, associat*, assum*, assembl*, asset*,
     big fan, a fan, fan of, cockpit*, cocktail*`,
  ),
};
