import { code } from '../../../text/escape.ts';
import { isPassing } from '../../api/refusal.ts';
import type { Running } from '../run/command.ts';

/** A pull request of this App. */
export interface OwnPull {
  readonly number: number;
  readonly url: string;
  readonly isLabelled: boolean;
}

const LABEL = 'promotion';

/** @param pull as REST describes it */
export function asOwnPull(pull: {
  readonly number: number;
  readonly html_url: string;
  readonly labels: readonly { readonly name: string }[];
}): OwnPull {
  return { number: pull.number, url: pull.html_url, isLabelled: pull.labels.some(({ name }) => name === LABEL) };
}

/**
 * Labels a pull request, so that people find it. It stands without: if GitHub does not take the label, that is said, and
 * nothing else depends on it.
 *
 * @returns a sentence for the reply; undefined if the label is there
 */
export async function labelPull({ github, asked }: Running, pull: OwnPull): Promise<string | undefined> {
  if (pull.isLabelled) return undefined;
  const { owner, repo } = asked.ref;
  const label = () => github.rest.issues.addLabels({ owner, repo, issue_number: pull.number, labels: [LABEL] });
  try {
    // Adding it twice does no harm.
    await label().catch((error: unknown) => (isPassing(error) ? label() : Promise.reject(error)));
    return undefined;
  } catch (error) {
    github.log.warn(`no label on #${pull.number}: ${error instanceof Error ? error.message : String(error)}`);
    return `GitHub did not accept the label ${code(LABEL)}.`;
  }
}
