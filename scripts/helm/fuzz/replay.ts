/** Holds this copy of the engine to answers that `mutate.ts` has recorded: `replay.js FILE`. */
import { printVerdict } from '../../mutate/recorded-case.ts';
import { answerTo, isSame } from './answer.ts';
import { readAnswers } from './recorded.ts';

printVerdict(readAnswers(process.argv[2] ?? ''), ({ question, answer }) => {
  const ours = answerTo(question);
  return isSame(ours, answer) ? undefined : `${JSON.stringify(ours)}, not ${JSON.stringify(answer)}`;
});
