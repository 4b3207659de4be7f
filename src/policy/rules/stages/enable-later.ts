import { quoted } from '../../../text/quoted.ts';
import type { Rule } from '../../view/rule.ts';

/** An entry of a list that is commented out, or the promise to write one. */
const COMMENTED =
  /^\s*#\s*-\s+(?:[\w-]+:\s+)?[\w.@-]*(?:\/|\.ya?ml\b)\S*\s*$|^\s*#.*\b(?:enable|uncomment|activate)\b.*\b(?:later|soon|when|once|in prod|in test|in dev)\b/i;

export const enableLater: Rule = {
  id: 'enable-later',
  severity: 'notice',
  title: 'An entry of a cluster’s list is commented out for later',
  why: 'Whatever comes later belongs in a pull request of its own: a comment does not say what is missing, and reminds nobody.',
  fix: 'Delete the comment; the pull request that adds the entry tells the story.',
  look: (side) =>
    side.kustomizations
      .filter(({ path }) => side.owns(path))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => {
          if (!COMMENTED.test(line)) return [];
          const shown = line.trim().slice(0, 120);
          return [
            { key: `${path} ${shown}`, message: `${path} keeps ${quoted(shown)} for later`, path, line: index + 1 },
          ];
        }),
      ),
};
