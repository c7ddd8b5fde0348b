-- Events written with the change that they tell of, until the relay has them on Kafka. Events of one key are
-- written under the lock of their payment, so that their ids are in the order of the changes.
create table outbox (
  id          bigint      generated always as identity primary key,
  event_id    text        not null unique,
  topic       text        not null,
  key         text        not null,
  payload     bytea       not null,
  create_time timestamptz not null
);

create index outbox_key on outbox (key, id);

alter table payment add column event_count bigint not null default 0 check (event_count >= 0);

comment on column payment.event_count is 'How many events told of it: the version of the last one.';
