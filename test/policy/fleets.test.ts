import { testFleets } from './fleets-suite.ts';

testFleets(['article']);
