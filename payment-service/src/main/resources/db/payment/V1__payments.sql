-- Money is a whole number of the currency's smallest unit. Every rule about it that one row can state is
-- stated here, so that no defect of the service can break it.

create table payment (
  payment_id   text        primary key,
  order_id     text        not null unique,
  user_id      text,
  state        text        not null,
  currency     char(3)     not null check (currency ~ '^[A-Z]{3}$'),
  amount       bigint      not null check (amount >= 0),
  authorized   bigint      not null default 0,
  captured     bigint      not null default 0,
  refunding    bigint      not null default 0,
  refunded     bigint      not null default 0,
  decline_code text,
  provider     text        not null,
  create_time  timestamptz not null,

  unique (payment_id, currency),

  constraint state_known check (state in ('PENDING', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'REQUIRES_ACTION',
                                          'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED')),
  constraint books_agree check (0 <= refunded and 0 <= refunding
                                and refunded + refunding <= captured
                                and captured <= authorized
                                and authorized <= amount),
  constraint authorized_whole check (authorized in (0, amount)),
  constraint captured_whole check (captured in (0, authorized)),
  constraint nothing_before_authorization
    check (state not in ('PENDING', 'DECLINED', 'REQUIRES_ACTION') or authorized = 0),
  constraint nothing_captured_unless_captured
    check (state in ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') or captured = 0),
  constraint authorized_has_amount check (state <> 'AUTHORIZED' or authorized = amount),
  constraint captured_has_amount
    check (state not in ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') or captured = amount),
  constraint refund_state_agrees check (
    case state when 'CAPTURED' then refunded = 0
               when 'PARTIALLY_REFUNDED' then 0 < refunded and refunded < captured
               when 'REFUNDED' then refunded = captured
               else refunded = 0 end),
  constraint declined_has_code check ((state = 'DECLINED') = (decline_code is not null)),
  -- Only the mark that an order may never pay has no buyer.
  constraint buyer_known check (user_id is not null or (state = 'VOIDED' and amount = 0))
);

comment on table payment is 'The payment of an order, at most one. A voided one of nothing marks an order that may never pay.';
comment on column payment.currency is 'ISO 4217; XXX, no currency, for the mark.';
comment on column payment.refunding is 'Part of captured that refunds whose outcome is not known yet hold.';

create table payment_operation (
  operation_key      text        primary key,
  payment_id         text        not null,
  kind               text        not null check (kind in ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')),
  refund_id          text        unique,
  currency           char(3)     not null,
  amount             bigint      not null check (amount > 0),
  status             text        not null check (status in ('PENDING', 'UNKNOWN', 'DONE', 'FAILED')),
  provider_reference text,
  refusal_code       text,
  attempts           int         not null default 0 check (attempts >= 0),
  lease_owner        text,
  lease_until        timestamptz,
  next_attempt_time  timestamptz not null,
  create_time        timestamptz not null,
  update_time        timestamptz not null,

  foreign key (payment_id, currency) references payment (payment_id, currency),

  constraint refund_is_named check ((kind = 'REFUND') = (refund_id is not null)),
  constraint done_has_reference check (status <> 'DONE' or provider_reference is not null),
  constraint failed_has_code check ((status = 'FAILED') = (refusal_code is not null)),
  constraint lease_is_whole check ((lease_owner is null) = (lease_until is null)),
  constraint settled_is_free check (status in ('PENDING', 'UNKNOWN') or lease_owner is null)
);

-- A payment is authorized, captured and voided once each; only refunds are many.
create unique index payment_operation_once on payment_operation (payment_id, kind) where kind <> 'REFUND';

create index payment_operation_due on payment_operation (next_attempt_time) where status in ('PENDING', 'UNKNOWN');

create index payment_operation_of_payment on payment_operation (payment_id);

comment on table payment_operation is 'What was asked of the provider: committed before the call, with the outcome after it.';
comment on column payment_operation.operation_key is 'The idempotency key that the provider knows the operation by.';
comment on column payment_operation.status is 'PENDING: not done as far as is known. UNKNOWN: the provider did not answer; it is asked. DONE, FAILED: final.';
