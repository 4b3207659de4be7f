import { MARK } from '../../gotemplate/value/marked.ts';

const STRAY = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** @returns a text that YAML can read: a stand-in may have been cut within a character, where what it stands for was not */
export function readableText(text: string): string {
  return text.replace(STRAY, MARK);
}
