import type { Json } from '../random.ts';

/** Few names, so that objects meet, refer to each other, and are named by several fields. */
export const NAMES = ['app', 'web', 'db', 'cache', 'api'] as const;
export const CONFIG_NAMES = ['settings', 'env-config', 'app'] as const;
export const SECRET_NAMES = ['creds', 'tls', 'app'] as const;
export const NAMESPACES = ['prod', 'default', 'tools'] as const;
export const IMAGES = [
  'nginx',
  'nginx:1.2',
  'reg.io:5000/team/app:v1',
  'redis@sha256:abc123',
  'team/app',
  'nginx:1.2@sha256:0f0f',
] as const;
export const VALUES: readonly Json[] = [
  '1',
  'yes',
  'on',
  'plain',
  '$(NAME)-x',
  '$(NAME)',
  'a: b',
  '',
  '012',
  '1e3',
  'multi\nline',
  'ümlaut',
  '$$(NAME)',
  '0x1f',
  'null',
  '~',
  '{"k": {"a": "b"}}',
  'a,b,c',
  'https://host:80/path',
];
