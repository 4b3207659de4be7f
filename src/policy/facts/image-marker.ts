import type { Node } from '../../yaml/node/node.ts';

/** The policy that a line is to be set by. */
export interface ImageMarker {
  readonly namespace: string;
  readonly policy: string;
}

const MARKER = /#\s*\{\s*"\$imagepolicy"\s*:\s*"([^":\s]+):([^":\s]+)(?::(?:tag|name|digest))?"\s*\}/;

/** @returns the marker behind a value, on the line it is written on. @see Flux docs: Image update automation, markers */
export function imageMarker({ place }: Node): ImageMarker | undefined {
  if (place === undefined) return undefined;
  const { text } = place.source;
  const end = text.indexOf('\n', place.offset);
  const [, namespace, policy] = MARKER.exec(text.slice(place.offset, end < 0 ? text.length : end)) ?? [];
  return namespace === undefined || policy === undefined ? undefined : { namespace, policy };
}
