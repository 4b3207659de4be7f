import { badCredentials, forbidden } from '../http/problem.ts';
import type { World } from '../state/world.ts';
import type { Actor } from './actor.ts';
import { verifyAppJwt } from './app-jwt.ts';

/** Reads an Authorization header: `token x`, `Bearer x`, or Basic with the token as password. */
export const authenticate = (world: World, header: string | undefined): Actor => {
  if (!header) return { kind: 'anonymous' };
  const [scheme = '', credential = ''] = header.split(' ');
  switch (scheme.toLowerCase()) {
    case 'basic':
      return authenticateToken(world, Buffer.from(credential, 'base64').toString().split(':').slice(1).join(':'));
    case 'bearer':
    case 'token':
      return credential.split('.').length === 3
        ? { kind: 'app', app: verifyAppJwt(world, credential) }
        : authenticateToken(world, credential);
    default:
      throw badCredentials();
  }
};

const authenticateToken = (world: World, value: string): Actor => {
  const token = world.tokens.get(value);
  if (!token) throw badCredentials();
  if (token.kind === 'user') return { kind: 'user', user: token.user };
  if (token.expiresAt <= world.now() || !world.installations.has(token.installation.id)) throw badCredentials();
  if (token.installation.suspendedAt) throw forbidden('This installation has been suspended');
  return { kind: 'installation', token };
};
