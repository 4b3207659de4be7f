import { type Html, html } from '../../text/escape-html.ts';
import type { Registered } from './credentials.ts';
import type { Manifest } from './manifest.ts';

/** What somebody has filled in so far. */
export interface Filled {
  readonly address: string;
  readonly organization: string;
  readonly writes: boolean;
}

/** What the App asks for. */
type Asked = Pick<Manifest, 'default_permissions' | 'default_events'>;

/** Where the browser takes a manifest to, and what it is. */
interface Handover {
  readonly action: string;
  readonly manifest: object;
}

/** Why the App asks for each permission, in a sentence; docs/operators/permissions.md has all of it. */
const REASONS: Readonly<Record<string, string>> = {
  metadata: 'Every App has it: names and visibility of repositories.',
  contents: 'Reads the commits of a pull request with git. Write: the branches of /promote and /demote, and no other.',
  pull_requests: 'Reads pull requests and reviews. Write: opens those of /promote and /demote.',
  issues: 'Writes the comment, answers to commands, and the issue of a dashboard.',
  checks: 'Writes the check that a branch can require.',
  merge_queues: 'Hears of merge groups, to review what a queue is about to merge.',
  members: 'Sees whether somebody who approves belongs to an allowed team.',
};

/** What there is to do, in this order. */
const STEPS = ['Say what it may do', 'Register it on GitHub', 'Start it', 'Install it', 'Require its check'];

/** @param step the place of what is to be done now in {@link STEPS} */
function steps(step: number): Html {
  const items = STEPS.map((name, index) => {
    if (index === step) return html`<li aria-current="step"><strong>${name}</strong></li>\n`;
    return html`<li>${name}${index < step ? ': done' : undefined}</li>\n`;
  });
  return html`<nav aria-label="Steps">\n<ol>\n${items}</ol>\n</nav>`;
}

/**
 * The form, and what GitHub will be asked for.
 *
 * @param wrong what is wrong with what was filled in
 * @param handover where what was filled in is right
 */
export function registrationPage(
  filled: Filled,
  { default_permissions: permissions, default_events: events }: Asked,
  wrong: string | undefined,
  handover: Handover | undefined,
): Html {
  return html`<p>Blast Radius reviews pull requests of Flux fleets: one comment and one check say what a merge would change in which cluster. Every company registers a GitHub App of its own for it, so that the private key never leaves its machines. This page prepares the registration; GitHub shows all of it again before anything is made.</p>
${steps(handover === undefined ? 0 : 1)}
<form action="/" method="get">
<h2>What it may do, and where it is</h2>
<p><label>Address at which GitHub reaches this server, without a path<br><input type="url" name="address" value="${filled.address}" placeholder="https://blast-radius.example.com" required></label></p>
${wrong === undefined ? undefined : html`<p role="alert"><strong>${wrong}</strong></p>`}
<p><label>Organization that owns the App; empty for your own account<br><input name="organization" value="${filled.organization}" autocomplete="off"></label></p>
<fieldset><legend>What may it write into repositories?</legend>
<p><label><input type="radio" name="writes" value="yes"${filled.writes ? html` checked` : undefined}> The branches of <code>/promote</code> and <code>/demote</code>, which it opens as pull requests</label></p>
<p><label><input type="radio" name="writes" value="no"${filled.writes ? undefined : html` checked`}> Nothing: it reviews, and answers <code>/promote --dry-run</code> with a patch</label></p>
</fieldset>
<p><button type="submit">${handover === undefined ? 'Next' : 'Change'}</button></p>
</form>
${handover === undefined ? undefined : handoverView(handover, permissions, events)}`;
}

function handoverView(
  { action, manifest }: Handover,
  permissions: Asked['default_permissions'],
  events: readonly string[],
): Html {
  const reasons = Object.entries(permissions).map(
    ([name, access]) =>
      html`<dt><strong>${name.replaceAll('_', ' ')}: ${access}</strong></dt>\n<dd>${REASONS[name] ?? ''}</dd>\n`,
  );
  return html`<h2>What GitHub will be asked for</h2>
<dl>
${reasons}</dl>
<p>GitHub also tells it of events: ${events.map((name) => name.replaceAll('_', ' ')).join(', ')}. None is believed: each only makes it look again at what GitHub has.</p>
<form action="${action}" method="post">
<input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
<p><button type="submit">Register on GitHub</button></p>
</form>
<p>GitHub lets you choose its name, and leads back here. Its credentials are then written to <code>.env</code> on this machine.</p>`;
}

/** What comes next. */
export function registeredPage({ name, html_url: url }: Registered, address: string): Html {
  return html`<p>${name} is registered, and its credentials are in <code>.env</code>. GitHub does not give them again: treat that file like a password. <a href="${url}" rel="noreferrer">The App on GitHub</a></p>
${steps(2)}
<h2>Start it</h2>
<p>Stop this process, and start it again the same way: it then serves the App. Elsewhere, in a container or a cluster, it starts with the variables of <code>.env</code>. It is ready once <code>${address}/readyz</code> answers <code>ok</code>.</p>
<h2>Install it</h2>
<p><a href="${url}/installations/new" rel="noreferrer">Choose the repositories</a> that it may read. GitHub then leads you to <code>${address}/setup</code>. Open a pull request: within seconds it has the check <code>blast-radius: main</code>, and a comment if a cluster changes.</p>
<h2>Require its check</h2>
<p>Until a branch requires it, it advises. <code>/setup</code> says for each repository what to require: <code>blast-radius: main</code> for pull requests into <code>main</code>, from this App alone.</p>`;
}
