-- What administrators noted about orders: append-only, until the buyer is erased.
create table order_note (
  note_id text primary key,
  order_id text not null references orders,
  text text not null check (length(text) <= 2000),
  author text not null,
  create_time timestamptz not null
);

create index order_note_of_order on order_note (order_id, note_id);

create function refuse_change_of_note() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.text = ''
      and (new.note_id, new.order_id, new.author, new.create_time)
        is not distinct from (old.note_id, old.order_id, old.author, old.create_time)
      and exists (select from orders where order_id = old.order_id and erase_time is not null) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger notes_are_append_only before update or delete on order_note
  for each row execute function refuse_change_of_note();
