import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { reviewStory } from '../fixtures/fleets/review-story.ts';
import { exampleLink, golden } from './golden.ts';
import { liveConstructs } from './live-constructs.ts';

const article = loadFleet(articleRepo);

test.each(loadStories(articleStories).map((story) => [story.name, story] as const))(
  'the comment and the text of %s read as their golden files',
  (name, story) => {
    const review = reviewStory(article, story);
    const comment = toMarkdown(review, { link: exampleLink });
    expect(comment).toBe(golden(`stories/${name}.md`, comment));
    expect(liveConstructs(comment)).toEqual([]);
    const text = toText(review);
    expect(text).toBe(golden(`stories/${name}.txt`, text));
  },
);
