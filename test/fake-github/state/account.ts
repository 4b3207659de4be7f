/** A user, an organisation, or the bot that an App acts as. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly name: string;
  readonly createdAt: Date;
}
