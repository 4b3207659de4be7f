import { testHiddenIn } from './hidden-in-fleets-suite.ts';

testHiddenIn(['article']);
