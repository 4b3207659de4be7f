import { type Html, html } from '../../text/escape-html.ts';
import type { Registered } from './credentials.ts';
import type { Manifest } from './manifest.ts';

/** What somebody has filled in so far. */
export interface Filled {
  readonly address: string;
  readonly organization: string;
  readonly writes: boolean;
}

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

/**
 * The form, and what GitHub will be asked for.
 *
 * @param wrong what is wrong with what was filled in
 * @param handover where what was filled in is right
 */
export function registrationPage(
  filled: Filled,
  permissions: Manifest['default_permissions'],
  wrong: string | undefined,
  handover: Handover | undefined,
): Html {
  return html`<p>Every company registers its own App, so that its private key never leaves its machines. This page prepares the registration; GitHub shows all of it again before anything is made.</p>
<form action="/" method="get">
<h2>1. Where is this server?</h2>
<p><label>Address at which GitHub reaches it, without a path<br><input type="url" name="address" value="${filled.address}" placeholder="https://blast-radius.example.com" required></label></p>
${wrong === undefined ? undefined : html`<p role="alert"><strong>${wrong}</strong></p>`}
<p><label>Organization that owns the App; empty for your own account<br><input name="organization" value="${filled.organization}" autocomplete="off"></label></p>
<fieldset><legend>What may it write into repositories?</legend>
<p><label><input type="radio" name="writes" value="yes"${filled.writes ? html` checked` : undefined}> The branches of <code>/promote</code> and <code>/demote</code>, which it opens as pull requests</label></p>
<p><label><input type="radio" name="writes" value="no"${filled.writes ? undefined : html` checked`}> Nothing: it reviews, and answers <code>/promote --dry-run</code> with a patch</label></p>
</fieldset>
<p><button type="submit">${handover === undefined ? 'Next' : 'Change'}</button></p>
</form>
${handover === undefined ? undefined : handoverView(handover, permissions)}`;
}

function handoverView({ action, manifest }: Handover, permissions: Manifest['default_permissions']): Html {
  const reasons = Object.entries(permissions).map(
    ([name, access]) =>
      html`<dt><strong>${name.replaceAll('_', ' ')}: ${access}</strong></dt>\n<dd>${REASONS[name] ?? ''}</dd>\n`,
  );
  return html`<h2>2. What GitHub will be asked for</h2>
<dl>
${reasons}</dl>
<form action="${action}" method="post">
<input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
<p><button type="submit">Register on GitHub</button></p>
</form>
<p>GitHub leads back here, and the App's credentials are written to <code>.env</code> on this machine.</p>`;
}

/** What comes next. */
export function registeredPage({ name, html_url: url }: Registered, address: string): Html {
  return html`<p>${name} is registered, and its credentials are in <code>.env</code>. Treat that file like a password.</p>
<ol>
<li>Stop this process, and start it again: <code>npm start</code>. It serves the App now.</li>
<li><a href="${url}/installations/new" rel="noreferrer">Install it</a> on a repository. GitHub then leads you to <code>${address}/setup</code>, which tells what to require.</li>
<li>Open a pull request: within seconds it has a comment and the check <code>blast-radius: main</code>.</li>
<li>Require that check on the branch, from this App alone.</li>
</ol>`;
}
