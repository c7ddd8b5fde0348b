-- The transition table of ReturnState; a test holds both together.
create table return_transition (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);

insert into return_transition (from_state, to_state) values
  ('REQUESTED', 'APPROVED'), ('REQUESTED', 'REJECTED'), ('APPROVED', 'RECEIVED'), ('RECEIVED', 'REFUNDED');

-- What buyers send back. The units are in item_back, under the return's id: the database counts them with those of refunds.
create table order_return (
  return_id text primary key,
  order_id text not null references orders,
  state text not null,
  version integer not null,
  refund_id text unique,
  create_time timestamptz not null,
  foreign key (refund_id, order_id) references refund (refund_id, order_id),
  constraint refunded_once_received check (refund_id is null or state in ('RECEIVED', 'REFUNDED'))
);

create index return_of_order on order_return (order_id, return_id);

-- As order_history: an illegal history cannot be written.
create table return_history (
  return_id text not null references order_return,
  version integer not null,
  state text not null,
  from_version integer,
  from_state text,
  time timestamptz not null,
  actor text not null,
  reason text not null check (length(reason) <= 500),
  primary key (return_id, version),
  unique (return_id, version, state),
  constraint starts_requested_then_follows check (
    case when version = 1 then from_version is null and from_state is null and state = 'REQUESTED'
         else from_version is not null and from_state is not null and from_version = version - 1 end),
  constraint follows_the_entry_before
    foreign key (return_id, from_version, from_state) references return_history (return_id, version, state),
  constraint transition_is_legal
    foreign key (from_state, state) references return_transition (from_state, to_state)
);

alter table order_return add constraint state_is_in_the_history
  foreign key (return_id, version, state) references return_history (return_id, version, state)
  deferrable initially deferred;

-- What the buyer wrote goes when the buyer is erased; nothing else ever changes.
create function refuse_change_of_return_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.reason = '' and old.version = 1
      and (new.return_id, new.version, new.state, new.time, new.actor)
        is not distinct from (old.return_id, old.version, old.state, old.time, old.actor)
      and (new.from_version, new.from_state) is not distinct from (old.from_version, old.from_state)
      and exists (
        select from order_return join orders using (order_id)
        where return_id = old.return_id and erase_time is not null) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger return_history_is_append_only before update or delete on return_history
  for each row execute function refuse_change_of_return_history();

-- Lines whose units went back into stock; decided once, when they are received.
create table return_restock (
  return_id text not null references order_return,
  sku text not null,
  primary key (return_id, sku),
  foreign key (return_id, sku) references item_back (source_id, sku)
);

create trigger restocks_are_decided_once before update or delete on return_restock
  for each row execute function refuse_change();

alter table task drop constraint task_kind_check;
alter table task add constraint task_kind_check check (kind in ('REFUND', 'RESTOCK'));
