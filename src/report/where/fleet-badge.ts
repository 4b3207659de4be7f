import type { Where } from '../../fleet/where/where-contract.ts';
import { counted } from '../../text/counted.ts';
import { type Html, html } from '../../text/escape-html.ts';

/** In pixels: of a sans serif of 11 pixels a character takes about so much, and each half has room at its sides. */
const SIZE = { character: 6.6, side: 6, height: 20 };
const LABEL = 'clusters';

/** @returns how many clusters are known, and how many units differ between them, as a picture for a README */
export function fleetBadge({ clusters, units }: Where): string {
  const partly = clusters.filter(({ problems, external }) => problems.length > 0 || external > 0).length;
  const drifting = units.filter(({ drift }) => drift).length;
  const known =
    partly === 0 ? String(clusters.length) : `${clusters.length - partly} of ${clusters.length} wholly known`;
  const drift = drifting > 0 ? `${counted(drifting, 'unit')} differ${drifting === 1 ? 's' : ''}` : 'no drift';
  // Of what is not known, nothing is said to be alike.
  const texts = partly > 0 && drifting === 0 ? [known] : [known, drift];
  return badge(texts.join(' · '), partly > 0 || clusters.length === 0 ? GRAY : drifting > 0 ? AMBER : GREEN).text;
}

/** @returns that it could not be found out */
export function unknownBadge(): string {
  return badge('not known', GRAY).text;
}

const [GREEN, AMBER, GRAY] = ['#116329', '#7a4d00', '#57606a'] as const;

function badge(text: string, color: string): Html {
  const [left, right] = [LABEL, text].map((each) => Math.round(each.length * SIZE.character) + 2 * SIZE.side);
  const [before, after] = [left ?? 0, right ?? 0];
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${before + after}" height="${SIZE.height}" role="img" aria-label="${LABEL}: ${text}">
<title>${LABEL}: ${text}</title>
<rect width="${before + after}" height="${SIZE.height}" rx="3" fill="#24292f"/>
<path d="M${before} 0h${after - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${before}z" fill="${color}"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${before / 2}" y="14">${LABEL}</text><text x="${before + after / 2}" y="14">${text}</text>
</g>
</svg>
`;
}
