import { checkName, readCheckName } from '../../github/api/check-names.ts';
import type { BranchRules } from '../../github/rules/branch-rules.ts';
import { type Html, html, htmlProse } from '../../text/escape-html.ts';
import { pathOfPage } from './page-address.ts';
import type { SetupRepository, SetupView } from './setup-view.ts';

/**
 * What to require, so that the check is worth something: for each repository with its literal names, and in general.
 *
 * @param view `undefined` for the general instructions alone
 */
export function setupPage(view: SetupView | 'nothing to see' | undefined): { title: string; main: Html } {
  const title = 'Require the check';
  const known = view === 'nothing to see' ? undefined : view;
  const main = html`<p>Nothing holds a pull request back until its branch requires the check of Blast Radius. Only an administrator of the repository can change that.</p>
${view === 'nothing to see' ? html`<p>Of this installation, there is nothing that you may read on GitHub. What follows holds for every repository.</p>` : undefined}
${known && repositoriesView(known)}
${instructions(known)}`;
  return { title, main };
}

function repositoriesView({ account, repositories, next, appId }: SetupView): Html {
  const worst = ({ rules, advice }: SetupRepository) => {
    if (advice.some(({ severity }) => severity === 'error')) return 0;
    return rules.kind === 'known' && advice.length === 0 ? 2 : 1;
  };
  const sorted = [...repositories].sort((one, other) => worst(one) - worst(other));
  return html`<section aria-labelledby="repositories">
<h2 id="repositories">Repositories of ${account}</h2>
${sorted.length === 0 ? html`<p>None of the repositories on this page may be read by you on GitHub.</p>` : undefined}
<div class="alerts">
${sorted.map((repository) => repositoryView(repository, appId))}</div>
${next === undefined ? undefined : html`<p><a href="${pathOfPage({ kind: 'setup', setup: next })}">More repositories</a></p>`}
</section>`;
}

function repositoryView(repository: SetupRepository, appId: number): Html {
  const { name, url, branch, rules, advice } = repository;
  const [word, look] = verdict(repository);
  // The first sentence says already what is not required.
  const rest = advice.filter(({ kind }) => kind !== 'not-required');
  const facts = rules.kind === 'known' ? factsOf(rules, repository, appId) : undefined;
  return html`<article class="alert${look === 'failure' ? ' error' : ''}">
<h3>${name} <span class="verdict ${look}">${word}</span></h3>
<p>On <code>${branch}</code>, require from this App:</p>
<p><code>${checkName(branch)}</code></p>
${rules.kind === 'known' ? undefined : html`<p>What is required now is not known: ${rules.reason.replace(/\.$/, '')}.</p>`}
${rest.length === 0 ? undefined : html`<ul>${rest.map(({ text }) => html`<li>${htmlProse(text)}</li>`)}</ul>`}
${facts}<p><a href="${url}/settings/rules" rel="noreferrer">Open the rules of ${name}</a></p>
</article>
`;
}

function verdict({ rules, advice }: SetupRepository): readonly [string, 'action_required' | 'failure' | 'success'] {
  if (rules.kind !== 'known') return ['not known', 'action_required'];
  return advice.some(({ severity }) => severity === 'error') ? ['to be changed', 'failure'] : ['required', 'success'];
}

function factsOf({ requiredChecks, mergeQueue, upToDate }: BranchRules, { branch }: SetupRepository, appId: number) {
  const own = requiredChecks.filter(({ name }) => readCheckName(name)?.base === branch);
  const fromUs = own.some(({ pinnedTo }) => pinnedTo === appId) ? 'from this App' : 'not from this App alone';
  const required = own.length === 0 ? 'no' : `yes, ${fromUs}`;
  return html`<p class="legend">Required now: ${required} · merge queue: ${answer(mergeQueue)} · branches up to date: ${answer(upToDate)}</p>
`;
}

function answer(value: boolean | undefined): string {
  if (value === undefined) return 'not known';
  return value ? 'yes' : 'no';
}

function instructions(view: SetupView | undefined): Html {
  const app = view === undefined ? 'this App' : html`the App <code>${view.app}</code>`;
  return html`<section aria-labelledby="how">
<h2 id="how">How to require it</h2>
<ol>
<li>In the repository, open <em>Settings → Rules → Rulesets</em> and add a branch ruleset for the branch that your clusters follow.</li>
<li>Turn on <em>Require a pull request before merging</em>: a direct push is not reviewed.</li>
<li>Turn on <em>Require status checks to pass</em> and add <code>${checkName('main')}</code> for the branch <code>main</code>. The name holds the branch: for <code>release/1</code> it is <code>${checkName('release/1')}</code>, so a pattern such as <code>release/*</code> needs a rule for each branch.</li>
<li>Choose ${app} as the source of the check. With any source, whoever can push can report it.</li>
<li>Turn on <em>Require branches to be up to date before merging</em>, or a merge queue. Without either, other pull requests keep their result for seconds after a merge.</li>
</ol>
<p>Where the configuration asks for a check of each cluster, <code>${checkName('main', 'prod')}</code> can be required in the same way.</p>
<p>Rules that require <code>blast-radius</code>, without a branch, are of a former release: that check never passes. Require <code>${checkName('main')}</code> instead.</p>
</section>`;
}
