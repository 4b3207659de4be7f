import { aloneHere } from '../../src/server/notes/alone-here.ts';
import { testAlone } from './alone-suite.ts';

testAlone((patience) => {
  const alone = aloneHere(patience);
  return [alone, alone];
});
