import type { Role } from '../state/repository.ts';

/** The older fields know three levels only; `role_name` knows all. */
export const foldedRole: Record<Role, 'read' | 'write' | 'admin'> = {
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};
