package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.note.OrderNotes;
import dev.souk.order.v1.CreateOrderNoteRequest;
import dev.souk.order.v1.ListOrderNotesRequest;
import dev.souk.order.v1.ListOrderNotesResponse;
import dev.souk.order.v1.OrderNote;
import dev.souk.order.v1.OrderNoteServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.OrderNoteService}; the proto says what each answers. */
public final class OrderNoteApi {
  private final OrderNotes notes;
  private final Ids ids;
  private final Clock clock;

  /** Answers with the notes. */
  public OrderNoteApi(OrderNotes notes, Ids ids, Clock clock) {
    this.notes = notes;
    this.ids = ids;
    this.clock = clock;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(OrderNoteServiceGrpc.getServiceDescriptor())
        .unary(OrderNoteServiceGrpc.getCreateOrderNoteMethod(), this::create)
        .unary(OrderNoteServiceGrpc.getListOrderNotesMethod(), this::list)
        .build();
  }

  private OrderNote create(CreateOrderNoteRequest request) {
    String orderId = known(request.getOrderId());
    StorableText.require(request);
    var note =
        new dev.souk.order.note.OrderNote(
            ids.next("note"),
            orderId,
            request.getText(),
            Identity.current().requireUserId(),
            clock.instant());
    if (!notes.add(note)) {
      throw Errors.notFound("order", orderId);
    }
    return of(note);
  }

  private ListOrderNotesResponse list(ListOrderNotesRequest request) {
    String orderId = known(request.getOrderId());
    String query = "ListOrderNotes " + orderId;
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("note", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    int size = PageSize.of(request.getPageSize());
    List<dev.souk.order.note.OrderNote> found =
        notes.of(orderId, after, size + 1).orElseThrow(() -> Errors.notFound("order", orderId));
    ListOrderNotesResponse.Builder page = ListOrderNotesResponse.newBuilder();
    found.stream().limit(size).map(OrderNoteApi::of).forEach(page::addNotes);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, found.get(size - 1).noteId()));
    }
    return page.build();
  }

  private static OrderNote of(dev.souk.order.note.OrderNote note) {
    return OrderNote.newBuilder()
        .setNoteId(note.noteId())
        .setOrderId(note.orderId())
        .setText(note.text())
        .setAuthor(note.author())
        .setCreateTime(OrderMessages.of(note.createTime()))
        .build();
  }

  private static String known(String orderId) {
    if (!Ids.isValid("ord", orderId)) {
      throw Errors.notFound("order", orderId);
    }
    return orderId;
  }
}
