-- The sandbox provider's own books. It stands for a remote company: nothing here refers to the service's tables.

create table authorization_hold (
  authorization_id text        primary key,
  state            text        not null check (state in ('AUTHORIZED', 'REQUIRES_ACTION', 'VOIDED')),
  currency         char(3)     not null,
  amount           bigint      not null check (amount > 0),
  captured         bigint      not null default 0,
  refunded         bigint      not null default 0,
  refunds_fail     boolean     not null,
  create_time      timestamptz not null default now(),
  constraint books_agree check (0 <= refunded and refunded <= captured and captured <= amount),
  constraint captured_is_authorized check (captured = 0 or state = 'AUTHORIZED')
);

create table handled_request (
  idempotency_key  text        primary key,
  kind             text        not null check (kind in ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')),
  currency         char(3)     not null,
  amount           bigint      not null,
  authorization_id text        references authorization_hold,
  outcome          text        not null check (outcome in ('APPROVED', 'REFUSED', 'ACTION_REQUIRED')),
  refusal_code     text,
  create_time      timestamptz not null default now(),
  constraint refused_has_code check ((outcome = 'REFUSED') = (refusal_code is not null)),
  constraint approved_has_authorization check (outcome = 'REFUSED' or authorization_id is not null)
);
