import { expect, test } from '@jest/globals';
import { imageRepository, imageText, readImageReference } from '../../src/kubernetes/facts/image-reference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27'],
  ['docker.io/nginx', 'docker.io/library/nginx:latest'],
  ['index.docker.io/nginx:1', 'docker.io/library/nginx:1'],
  ['acme/web:1.2.3', 'docker.io/acme/web:1.2.3'],
  ['localhost/web:1', 'localhost/web:1'],
  ['localhost:5000/web', 'localhost:5000/web:latest'],
  ['registry:5000/team/web:1', 'registry:5000/team/web:1'],
  ['[::1]:5000/web:1', '[::1]:5000/web:1'],
  ['ghcr.io/acme/web__a.b-c--d:V1_2.3-x', 'ghcr.io/acme/web__a.b-c--d:V1_2.3-x'],
  [`nginx@${DIGEST}`, `docker.io/library/nginx@${DIGEST}`],
  [`ghcr.io/acme/web:1.2@${DIGEST}`, `ghcr.io/acme/web:1.2@${DIGEST}`],
])('%s is %s', (text, whole) => {
  const image = readImageReference(text);
  expect(image && imageText(image)).toBe(whole);
});

test('what of a reference is written is told from what is not', () => {
  expect(readImageReference('nginx')).toEqual({
    registry: 'docker.io',
    repository: 'library/nginx',
    tag: 'latest',
    digest: '',
    hasVersion: false,
    hasRegistry: false,
  });
  const image = readImageReference(`ghcr.io/acme/web@${DIGEST}`);
  expect(image).toMatchObject({ tag: '', digest: DIGEST, hasVersion: true, hasRegistry: true });
  expect(image && imageRepository(image)).toBe('ghcr.io/acme/web');
});

test.each([
  ...[
    '',
    ' ',
    'Nginx',
    'nginx:',
    'nginx: 1',
    ':1.0',
    '@',
    'nginx@',
    'nginx@sha256:0123',
    `nginx@sha999:${'0'.repeat(64)}`,
  ],
  ...['acme//web', '/web', 'acme/web/', 'a_.b/web', 'web-:1', 'https://example.com/web', 'web:1:2', 'web:é'],
  ...[
    `ghcr.io/acme/web:\${TAG}`,
    '{{ .Values.image }}',
    '*',
    '!nginx:*',
    `a/${'b'.repeat(300)}`,
    `web:${'1'.repeat(129)}`,
  ],
  `nginx@${DIGEST}@${DIGEST}`,
])('%j is no reference to an image', (text) => {
  expect(readImageReference(text)).toBeUndefined();
});
