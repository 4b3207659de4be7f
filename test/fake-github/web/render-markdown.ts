import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { decorateAlerts } from './decorate-alerts.ts';
import { decorateCode } from './decorate-code.ts';
import { decorateMentions } from './decorate-mentions.ts';
import { replaceImages } from './replace-images.ts';

/** GitHub-flavoured markdown; raw HTML is cut to GitHub's allow-list before anything of ours is added. */
const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  .use(() => replaceImages)
  .use(() => decorateAlerts)
  .use(() => decorateCode)
  .use(() => decorateMentions)
  .use(rehypeStringify)
  .freeze();

/** Safe HTML of a comment, a description or a check's text. */
export const renderMarkdown = (markdown: string): string => String(pipeline.processSync(markdown));
