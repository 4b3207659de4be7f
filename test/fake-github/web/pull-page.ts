import type { Account } from '../state/account.ts';
import { type Comment, fullName, latestRuns, type PullIssue, runsAt } from '../state/repository.ts';
import { checksView } from './checks-view.ts';
import { type Html, html, trusted } from './html.ts';
import { type Links, layout } from './layout.ts';
import { renderMarkdown } from './render-markdown.ts';

export const pullState = ({ state, pull }: PullIssue): string => {
  if (pull.mergedAt) return 'merged';
  if (state === 'closed') return 'closed';
  return pull.draft ? 'draft' : 'open';
};

const when = (date: Date): Html =>
  html`<time class="dim" datetime="${date.toISOString()}">${date.toISOString().slice(0, 16).replace('T', ' ')}</time>`;

const post = (author: Account, at: Date, body: string | null, id: string, edited: boolean): Html => {
  const name = author.login.replace(/\[bot\]$/, '');
  const label = author.type === 'Bot' ? html` <span class="label">bot</span>` : null;
  const content = body?.trim() ? trusted(renderMarkdown(body)) : html`<em class="dim">No description provided.</em>`;
  return html`<article class="box" id="${id}"><header><strong>${name}</strong>${label} <span class="dim">commented</span> ${when(at)}${edited && html` <span class="dim">· edited</span>`}</header><div class="body md">${content}</div></article>`;
};

const commentView = ({ id, author, createdAt, updatedAt, body, reactions }: Comment): Html =>
  html`${post(author, createdAt, body, `issuecomment-${id}`, updatedAt > createdAt)}${reactions.length > 0 && html`<p class="dim">${reactions.map(({ content }) => content).join(' · ')}</p>`}`;

/** The conversation and the checks of one pull request. */
export const pullPage = (issue: PullIssue, links: Links): string => {
  const { pull, repository, number, title } = issue;
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue);
  const head =
    pull.headRepository === repository ? pull.headBranch : `${pull.headRepository.owner.login}:${pull.headBranch}`;
  const state = pullState(issue);
  const size =
    pull.size &&
    html` <span class="dim">· ${pull.size.commits} commits, ${pull.size.changedFiles} files, +${pull.size.additions} −${pull.size.deletions}</span>`;
  const content = html`
<p class="dim"><a href="${links.index}">${fullName(repository)}</a></p>
<h1>${title} <small>#${number}</small></h1>
<p><span class="state ${state}">${state}</span> <strong>${issue.author.login}</strong> wants to merge <span class="branch">${head}</span> into <span class="branch">${pull.baseBranch}</span>${size}</p>
${post(issue.author, issue.createdAt, issue.body, `issue-${number}`, false)}
${comments.map(commentView)}
${checksView(latestRuns(runsAt(repository, pull.headSha)), links)}`;
  return layout(`${title} · Pull Request #${number} · ${fullName(repository)}`, content);
};
