import { storeForTest } from '../store-for-test.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('the store on PGlite', storeForTest);
