/**
 * Puts the settings of `.env`, where there is one, into the environment; what is set already stays.
 * Imported before the program by `npm start` and `npm run kvorum` alone: tests and containers set
 * theirs themselves. (Node's own `--env-file-if-exists` says at every start that there is none.)
 */
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
