// The proof of work: runs by itself, so that nobody has to solve anything.
import '/site/assets/altcha.js';
import '/site/assets/altcha-sv.js';
import '/site/assets/altcha-nb.js';
import '/site/assets/altcha-uk.js';

globalThis.$altcha.algorithms.set(
  'PBKDF2/SHA-256',
  () => new Worker('/site/assets/altcha-worker.js', { type: 'module' }),
);
document.getElementById('errors')?.focus();
