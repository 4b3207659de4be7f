import { expect, test } from '@jest/globals';
import { Resource } from '../../src/kustomize/model/resource.ts';
import { trailOf } from '../../src/kustomize/model/resources.ts';
import { hiddenTexts } from '../../src/review/secrets/mask.ts';
import { SecretValues } from '../../src/review/secrets/secret-values.ts';
import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { readFleet } from '../policy/real-fleets.ts';

/** What a review is about, by its shape. */
const NOT_SECRET: readonly (readonly [what: string, shape: RegExp])[] = [
  ['nothing', /^\s*$/],
  ['a switch', /^(?:true|false|null)$/i],
  ['a digest', /^(?:sha\d+[:-])?(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/],
  ['an identifier', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['a ciphertext', /ENC\[AES256_GCM|^Ag[A-Za-z0-9+/]{100}/],
  ['a public key', /^(?:ssh-|ecdsa-|age1)|-----BEGIN (?:CERTIFICATE|PUBLIC)|LS0tLS1CRUdJTiBDRVJU/],
  ['a placeholder', /^\$\{[^}:]*\}$|^\$\([^)]*\)$|^\{\{[^}]*\}\}$/],
  ['a path', /^\/(?:etc|var|run|mnt|opt|home)\//],
  ['a hardware address', /^(?:[0-9a-f]{2}:){1,5}[0-9a-f]{2}$/i],
];

/** Holds what is hidden in fleets as they are against what may be shown. */
export function testHiddenIn(names: readonly string[]): void {
  test.each(names)(
    '%s: what is hidden is neither a digest, a key that all may know, a reference nor nothing',
    (name) => {
      const secrets = new SecretValues([]);
      const hidden = Object.entries(readFleet(name)).flatMap(([path, text]) => {
        if (typeof text !== 'string' || !/\.ya?ml$/.test(path)) return [];
        const { documents } = parseYaml(new Source(text), 'lenient');
        return documents.flatMap((node) => {
          if (!(node instanceof Mapping) || node.get('kind') === undefined) return [];
          const resource = new Resource(node, trailOf({ path, line: undefined, generated: false }));
          if (resource.kind === 'Secret') return [];
          return hiddenTexts(resource, secrets).map((value) => ({ path, value }));
        });
      });
      const wrong = hidden.flatMap(({ path, value }) => {
        return NOT_SECRET.filter(([, shape]) => shape.test(value)).map(([what]) => `${path}: ${what}`);
      });
      expect(wrong).toEqual([]);
      // Each was read by a person: passwords that the fleets set in plain text.
      expect(hidden.length).toBeLessThan(40);
    },
  );
}
