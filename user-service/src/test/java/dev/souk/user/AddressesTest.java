package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.user.v1.Address;
import dev.souk.user.v1.CreateAddressRequest;
import dev.souk.user.v1.DeleteAddressRequest;
import dev.souk.user.v1.GetAddressRequest;
import dev.souk.user.v1.ListAddressesRequest;
import dev.souk.user.v1.ListAddressesResponse;
import dev.souk.user.v1.LookupAddressRequest;
import dev.souk.user.v1.UpdateAddressRequest;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Address books, over gRPC, on a real store. */
class AddressesTest {
  private static final Address LONDON =
      Address.newBuilder()
          .setRecipient("Ada Lovelace")
          .setLine1("12 St James's Square")
          .setCity("London")
          .setPostalCode("SW1Y 4JH")
          .setCountryCode("GB")
          .build();

  @TempDir static Path folder;
  private static UserFixture fixture;

  private final String userId = UserFixture.newUserId();
  private final UserServiceBlockingStub user = fixture.as(userId);

  @BeforeAll
  static void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private Address add(Address.Builder address) {
    return user.createAddress(CreateAddressRequest.newBuilder().setAddress(address).build());
  }

  private Address add(String line1) {
    return add(LONDON.toBuilder().setLine1(line1));
  }

  private Address get(Address address) {
    return user.getAddress(get(address.getAddressId()));
  }

  private static GetAddressRequest get(String addressId) {
    return GetAddressRequest.newBuilder().setAddressId(addressId).build();
  }

  private Address update(Address.Builder address, String... paths) {
    return user.updateAddress(change(address, paths));
  }

  private static UpdateAddressRequest change(Address.Builder address, String... paths) {
    return UpdateAddressRequest.newBuilder()
        .setAddress(address)
        .setUpdateMask(UserFixture.mask(paths))
        .build();
  }

  private static DeleteAddressRequest deletion(Address address) {
    return DeleteAddressRequest.newBuilder().setAddressId(address.getAddressId()).build();
  }

  private void delete(Address address) {
    var _ = user.deleteAddress(deletion(address));
  }

  private List<Address> all() {
    return user.listAddresses(ListAddressesRequest.newBuilder().setPageSize(100).build())
        .getAddressesList();
  }

  private void assertOneDefaultEach() {
    assertThat(all()).filteredOn(Address::getDefaultShipping).hasSize(1);
    assertThat(all()).filteredOn(Address::getDefaultBilling).hasSize(1);
  }

  @Test
  @DisplayName("28: an address is added, read, listed, changed and deleted")
  void the_life_of_an_address() {
    Address added = add(LONDON.toBuilder().setPostalCode(" sw1y 4jh ").setPhone("+442071838750"));
    assertThat(added.getAddressId()).matches("adr_[0-7][0-9a-hjkmnp-tv-z]{25}");
    assertThat(added)
        .isEqualTo(
            LONDON.toBuilder()
                .setAddressId(added.getAddressId())
                .setPhone("+442071838750")
                .setDefaultShipping(true)
                .setDefaultBilling(true)
                .setEtag("1")
                .build());
    assertThat(get(added)).isEqualTo(added);
    assertThat(all()).containsExactly(added);
    Address moved = update(added.toBuilder().setLine1("1 Main Street").setCity("x"), "line1");
    assertThat(moved).isEqualTo(added.toBuilder().setLine1("1 Main Street").setEtag("2").build());
    assertThat(update(moved.toBuilder(), "line1", "address_id", "etag")).isEqualTo(moved);
    assertThat(update(moved.toBuilder().clearPhone(), "phone").getPhone()).isEmpty();
    delete(added);
    assertThat(all()).isEmpty();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> get(added));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(added));
  }

  @Test
  @DisplayName("28: somebody else's address does not exist")
  void another_users_address_does_not_exist() {
    Address mine = add(LONDON.toBuilder());
    UserServiceBlockingStub stranger = fixture.as(UserFixture.newUserId());
    String id = mine.getAddressId();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> stranger.getAddress(get(id)));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> stranger.updateAddress(change(mine.toBuilder().setCity("Paris"), "city")));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> stranger.deleteAddress(deletion(mine)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> fixture.admin().getAddress(get(id)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> user.getAddress(get("nonsense")));
    assertRefused(Reason.TOKEN_MISSING, () -> fixture.anybody().getAddress(get(id)));
    assertThat(stranger.listAddresses(ListAddressesRequest.getDefaultInstance()))
        .isEqualTo(ListAddressesResponse.getDefaultInstance());
    assertThat(all()).containsExactly(mine);
  }

  @Test
  @DisplayName("73: order-service alone reads an address, and its owner's alone")
  void order_service_reads_an_owners_address() {
    Address mine = add(LONDON.toBuilder());
    LookupAddressRequest request =
        LookupAddressRequest.newBuilder()
            .setUserId(userId)
            .setAddressId(mine.getAddressId())
            .build();
    assertThat(fixture.service("order-service").lookupAddress(request)).isEqualTo(mine);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            fixture
                .service("order-service")
                .lookupAddress(request.toBuilder().setUserId("usr_other").build()));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> fixture.service("cart-service").lookupAddress(request));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> user.lookupAddress(request));
  }

  @Test
  @DisplayName("28: an address that its country does not have is refused with every wrong field")
  void wrong_addresses_are_refused() throws IOException {
    ApiException refusal =
        assertRefused(
            Reason.INVALID_FIELD,
            () ->
                add(
                    Address.newBuilder()
                        .setLine1("350 Fifth Avenue")
                        .setCity("New York")
                        .setPostalCode("1011")
                        .setCountryCode("US")));
    assertThat(fields(refusal))
        .containsExactly("address.recipient", "address.region", "address.postalCode");
    refusal =
        assertRefused(
            Reason.INVALID_FIELD,
            () -> add(LONDON.toBuilder().setLine2("x\nX-Injected: y").setCity("Lon\u0000don")));
    assertThat(fields(refusal)).containsExactly("address.city", "address.line2");
    for (Address.Builder wrong :
        List.of(
            LONDON.toBuilder().setCountryCode("XX"),
            LONDON.toBuilder().setCountryCode("UK"),
            LONDON.toBuilder().setCountryCode("gb"),
            LONDON.toBuilder().clearCountryCode(),
            LONDON.toBuilder().clearPostalCode(),
            LONDON.toBuilder().setPostalCode("10115"),
            LONDON.toBuilder().setRecipient("  "),
            LONDON.toBuilder().setPhone("020 7183 8750"),
            LONDON.toBuilder().setLine1("x".repeat(201)))) {
      assertRefused(Reason.INVALID_FIELD, () -> add(wrong));
    }
    assertRefused(
        Reason.INVALID_FIELD, () -> user.createAddress(CreateAddressRequest.getDefaultInstance()));
    assertThat(all()).isEmpty();
  }

  private static List<String> fields(ApiException refusal) throws IOException {
    return refusal.status().getDetails(1).unpack(BadRequest.class).getFieldViolationsList().stream()
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  @Test
  @DisplayName("28: a change that would leave a wrong address is refused and changes nothing")
  void wrong_changes_are_refused() {
    Address mine = add(LONDON.toBuilder());
    for (UpdateAddressRequest wrong :
        List.of(
            change(mine.toBuilder().setCountryCode("US"), "country_code"),
            change(mine.toBuilder().clearRecipient(), "recipient"),
            change(mine.toBuilder().setDefaultShipping(false), "default_shipping"),
            change(mine.toBuilder().setDefaultBilling(false), "default_billing"),
            change(mine.toBuilder(), "owner"),
            change(mine.toBuilder()))) {
      assertRefused(Reason.INVALID_FIELD, () -> user.updateAddress(wrong));
    }
    assertThat(all()).containsExactly(mine);
  }

  @Test
  @DisplayName("28: a change or a deletion for another version is refused")
  void a_lost_race_is_told() {
    Address first = add(LONDON.toBuilder());
    Address second = update(first.toBuilder().setLine1("2 Main Street"), "line1");
    assertRefused(
        Reason.ETAG_MISMATCH, () -> update(first.toBuilder().setLine1("3 Main Street"), "line1"));
    assertRefused(
        Reason.ETAG_MISMATCH,
        () -> user.deleteAddress(deletion(first).toBuilder().setEtag(first.getEtag()).build()));
    assertThat(all()).containsExactly(second);
    var _ = user.deleteAddress(deletion(first).toBuilder().setEtag(second.getEtag()).build());
    assertThat(all()).isEmpty();
  }

  @Test
  @DisplayName("29: the first address is the default for both, then whoever takes it")
  void defaults_move() {
    Address first = add("1 Main Street");
    Address second = add("2 Main Street");
    assertThat(second.getDefaultShipping() || second.getDefaultBilling()).isFalse();
    Address third = add(LONDON.toBuilder().setDefaultShipping(true));
    assertThat(third.getDefaultShipping()).isTrue();
    assertThat(get(first).getDefaultShipping()).isFalse();
    assertThat(get(first).getDefaultBilling()).isTrue();
    assertThat(get(first).getEtag()).isEqualTo("2");
    update(second.toBuilder().setDefaultBilling(true), "default_billing");
    assertThat(get(first).getDefaultBilling()).isFalse();
    assertThat(get(second).getEtag()).isEqualTo("2");
    assertOneDefaultEach();
    delete(third);
    assertThat(get(first).getDefaultShipping()).isTrue();
    delete(second);
    assertThat(get(first).getDefaultBilling()).isTrue();
    assertOneDefaultEach();
  }

  @Test
  @DisplayName("28: a book holds 50 addresses, whoever adds how many at once")
  void a_book_is_limited() throws Exception {
    for (int i = 0; i < 45; i++) {
      add(i + " Main Street");
    }
    List<String> outcomes =
        UserFixture.atOnce(
            IntStream.range(0, 16)
                .mapToObj(i -> (Callable<Address>) () -> add(i + " High Street"))
                .toList());
    assertThat(outcomes).filteredOn("OK"::equals).hasSize(5);
    assertThat(outcomes).filteredOn("ADDRESS_LIMIT_EXCEEDED"::equals).hasSize(11);
    assertThat(all()).hasSize(50);
    assertOneDefaultEach();
  }

  @Test
  @DisplayName("28: addresses are listed page by page, oldest first")
  void addresses_are_listed_page_by_page() {
    List<Address> added = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      added.add(add(i + " Main Street"));
    }
    List<Address> listed = new ArrayList<>();
    String token = "";
    do {
      ListAddressesResponse page =
          user.listAddresses(
              ListAddressesRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      listed.addAll(page.getAddressesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed).containsExactlyElementsOf(added);
    String foreign =
        user.listAddresses(ListAddressesRequest.newBuilder().setPageSize(2).build())
            .getNextPageToken();
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            fixture
                .as("usr_stranger")
                .listAddresses(ListAddressesRequest.newBuilder().setPageToken(foreign).build()));
  }

  @Test
  @DisplayName("29: there is one default each, whatever happens at once on two instances")
  void defaults_hold_under_concurrency() throws Exception {
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      addresses.add(add(i + " Main Street"));
    }
    UserServiceBlockingStub elsewhere = fixture.as(fixture.other, userId);
    List<Callable<?>> calls = new ArrayList<>();
    for (Address address : addresses.subList(0, 4)) {
      calls.add(() -> user.deleteAddress(deletion(address)));
      calls.add(() ->
          elsewhere.createAddress(
              CreateAddressRequest.newBuilder()
                  .setAddress(LONDON.toBuilder().setDefaultBilling(true))
                  .build()));
    }
    for (Address address : addresses.subList(4, 8)) {
      calls.add(() ->
          elsewhere.updateAddress(
              change(
                  address.toBuilder().clearEtag().setDefaultShipping(true), "default_shipping")));
      calls.add(() ->
          user.updateAddress(change(address.toBuilder().clearEtag().setLine2("Flat 1"), "line2")));
    }
    assertThat(UserFixture.atOnce(calls)).containsOnly("OK");
    assertThat(all()).hasSize(8);
    assertThat(all()).filteredOn(address -> address.getLine2().equals("Flat 1")).hasSize(4);
    assertOneDefaultEach();
  }
}
