package dev.souk.user.api;

import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.user.domain.AddressBooks;
import dev.souk.user.domain.CreateAddress;
import dev.souk.user.domain.DeleteAddress;
import dev.souk.user.domain.UpdateAddress;
import dev.souk.user.v1.Address;
import dev.souk.user.v1.CreateAddressRequest;
import dev.souk.user.v1.DeleteAddressRequest;
import dev.souk.user.v1.DeleteAddressResponse;
import dev.souk.user.v1.GetAddressRequest;
import dev.souk.user.v1.ListAddressesRequest;
import dev.souk.user.v1.ListAddressesResponse;
import dev.souk.user.v1.LookupAddressRequest;
import dev.souk.user.v1.UpdateAddressRequest;
import java.util.List;

/** The RPCs of address books. Whose book it is comes from the token, or from a trusted service. */
public final class AddressRpcs {
  private final AddressBooks books;
  private final CreateAddress create;
  private final UpdateAddress update;
  private final DeleteAddress delete;

  /** Serves these use cases. */
  public AddressRpcs(
      AddressBooks books, CreateAddress create, UpdateAddress update, DeleteAddress delete) {
    this.books = books;
    this.create = create;
    this.update = update;
    this.delete = delete;
  }

  /** Ids sort by age, so the last one of a page says where the next begins. */
  ListAddressesResponse list(ListAddressesRequest request) {
    String userId = Identity.current().requireUserId();
    String query = "ListAddresses " + userId;
    String after = PageTokens.decode(query, request.getPageToken()).orElse("");
    List<Address> rest =
        books.of(userId).addresses().stream()
            .filter(address -> address.id().compareTo(after) > 0)
            .map(AddressMessages::message)
            .toList();
    List<Address> page = rest.subList(0, Math.min(rest.size(), PageSize.of(request.getPageSize())));
    return ListAddressesResponse.newBuilder()
        .addAllAddresses(page)
        .setNextPageToken(
            page.size() < rest.size()
                ? PageTokens.encode(query, page.getLast().getAddressId())
                : "")
        .build();
  }

  Address get(GetAddressRequest request) {
    return of(Identity.current().requireUserId(), request.getAddressId());
  }

  Address lookup(LookupAddressRequest request) {
    return of(request.getUserId(), request.getAddressId());
  }

  private Address of(String userId, String addressId) {
    return AddressMessages.message(books.of(userId).get(addressId));
  }

  Address create(CreateAddressRequest request) {
    Address sent = request.getAddress();
    return AddressMessages.message(
        create.create(
            Identity.current().requireUserId(),
            AddressMessages.postal(sent),
            sent.getDefaultShipping(),
            sent.getDefaultBilling()));
  }

  Address update(UpdateAddressRequest request) {
    String userId = Identity.current().requireUserId();
    return AddressMessages.message(update.update(AddressMessages.change(request, userId)));
  }

  DeleteAddressResponse delete(DeleteAddressRequest request) {
    delete.delete(
        Identity.current().requireUserId(),
        request.getAddressId(),
        AddressMessages.etag(request.getEtag()));
    return DeleteAddressResponse.getDefaultInstance();
  }
}
