import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { reviewCase } from '../policy/review-case.ts';
import { caseWorkspace, ruleCases } from '../policy/rule-case.ts';
import { exampleLink, golden } from './golden.ts';
import { liveConstructs } from './live-constructs.ts';

const speaking = ruleCases().filter(({ findings }) => findings.length > 0);

const workspace = caseWorkspace();

test.each(speaking.map((each) => [`${each.rule}: ${each.name.replaceAll('-', ' ')}`, each] as const))(
  'the comment of %s reads as its golden file',
  (_, each) => {
    // As where somebody has configured the fleet: how a first review ends, the stories show.
    const { discovery, ...review } = reviewCase(each, workspace);
    const comment = toMarkdown(review, { link: exampleLink });
    expect(comment).toBe(golden(`rules/${each.rule}.${each.name}.md`, comment));
    expect(liveConstructs(comment)).toEqual([]);
  },
);
