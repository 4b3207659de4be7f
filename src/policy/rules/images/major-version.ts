import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { writtenAs } from '../../facts/owners.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const majorVersion: Rule = {
  id: 'major-version',
  severity: 'notice',
  title: 'Something moves to a new major version',
  why: 'By the word of its authors, a new major version of a chart, an image or a source breaks with the one before.',
  fix: 'Read the upgrade notes, and try it in an earlier stage before production.',
  check: ({ review, after }) =>
    review.changed.flatMap((changed): readonly Found[] => {
      const object = after?.index.named(changed);
      // What a chart makes goes with the chart, whose own version is told.
      if (object === undefined || writtenAs(object) !== object || changed.effect === 'exempt') return [];
      return changed.fields.flatMap(({ version }): readonly Found[] => {
        if (version?.step !== 'major') return [];
        const move = quoted(`${version.of} ${version.before} → ${version.after}`);
        const together = (names: string, areMany = false) =>
          `${names} ${areMany ? 'go' : 'goes'} to a major version: ${move}`;
        return [{ object, message: together(objectTitle(object.resource)), together, ...changed.chain.at(-1) }];
      });
    }),
};
