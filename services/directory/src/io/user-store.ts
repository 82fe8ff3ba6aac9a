import type { Pool, PoolClient } from '@hearback/postgres';
import type { Role } from '../domain/roles';

export interface User {
  userId: string;
  name: string;
  displayName: string;
  role: Role;
  passwordHash: string;
}

interface UserRow {
  user_id: string;
  name: string;
  display_name: string;
  role: Role;
  password_hash: string;
}

/** The user of that name who may sign in; names are compared without regard to case. */
export async function findUser(pool: Pool, name: string): Promise<User | null> {
  const { rows } = await pool.query<UserRow>(
    `select user_id, name, display_name, role, password_hash from app_user where name = $1 and disabled_at is null`,
    [name.trim().toLowerCase()],
  );
  const row = rows[0];
  return row
    ? {
        userId: row.user_id,
        name: row.name,
        displayName: row.display_name,
        role: row.role,
        passwordHash: row.password_hash,
      }
    : null;
}

export async function hasUsers(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from app_user limit 1');
  return rowCount === 1;
}

export async function insertUser(client: PoolClient, user: User, made: { at: Date; by: string }): Promise<void> {
  await client.query(
    `insert into app_user
       (user_id, name, display_name, role, password_hash, created_at, created_by, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7)`,
    [user.userId, user.name.toLowerCase(), user.displayName, user.role, user.passwordHash, made.at, made.by],
  );
}
