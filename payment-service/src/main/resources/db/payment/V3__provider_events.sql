-- Events of providers that were taken in: the same one again is of no use.
create table provider_event (
  provider     text        not null,
  event_id     text        not null check (length(event_id) between 1 and 255),
  receive_time timestamptz not null default now(),
  primary key (provider, event_id)
);

create index provider_event_age on provider_event (receive_time);

-- An event names the authorization that it is about.
create unique index payment_operation_authorization on payment_operation (provider_reference)
  where kind = 'AUTHORIZE' and provider_reference is not null;
