import { listTree, readBlob, resolveCommit } from '../git/objects.ts';
import { fullName, type Repository } from '../state/repository.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** A file with numbered lines: where links of comments and annotations lead. */
export const blobPage = async (repository: Repository, refAndPath: string): Promise<string | undefined> => {
  const [ref = '', ...rest] = refAndPath.split('/');
  const path = rest.join('/');
  const commit = await resolveCommit(repository.gitDirectory, ref);
  const [entry] = commit && path ? await listTree(repository.gitDirectory, commit, path) : [];
  if (entry?.type !== 'blob') return undefined;
  const lines = (await readBlob(repository.gitDirectory, entry.sha)).toString().split('\n');
  const rows = lines.map((line, index) => html`<tr id="L${index + 1}"><td>${index + 1}</td><td>${line}</td></tr>`);
  const title = `${path} at ${ref.slice(0, 7)}`;
  return layout(
    title,
    html`<p class="dim">${fullName(repository)}</p><h2>${title}</h2><div class="box"><table class="source">${rows}</table></div>`,
  );
};
