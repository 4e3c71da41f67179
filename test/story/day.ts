/** By push a card is there at once; by pull within the 30 s of its beat and what that takes. */
export const PUSH_MS = 15_000;
export const PULL_MS = 60_000;

export const QUESTION = 'När öppnar den nya lekplatsen?';
export const ANSWER = 'Hej! Den öppnar på lördag klockan tio. Välkommen!';
export const BUS = 'Var stannar skolbussen nu när vägen är avstängd?';
export const EDITED = 'Hur länge är biblioteket stängt i jul?';
export const MATTER = 'Vad händer med mitt ärende? Dnr BN 2026-118, jag har väntat i två månader.';
