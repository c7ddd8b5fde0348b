package dev.souk.user.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.UserOrder;
import dev.souk.user.domain.UserQuery;
import dev.souk.user.domain.Users;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.ListUsersResponse;
import java.util.List;
import java.util.Optional;

/** Answers {@code ListUsers}, page by page. */
final class UserPages {
  private final Users users;

  UserPages(Users users) {
    this.users = users;
  }

  ListUsersResponse list(ListUsersRequest request) {
    UserOrder order = order(request);
    String prefix = request.getEmailPrefix() + request.getNamePrefix();
    String query =
        String.join(
            " ", "ListUsers", order.name(), request.getRole(), request.getState().name(), prefix);
    int size = PageSize.of(request.getPageSize());
    List<User> found =
        users.page(
            new UserQuery(
                order,
                prefix,
                Optional.of(request.getRole()).filter(role -> !role.isEmpty()).map(Role::valueOf),
                request.getState() == dev.souk.user.v1.User.State.STATE_UNSPECIFIED
                    ? Optional.empty()
                    : Optional.of(UserMessages.state(request.getState())),
                PageTokens.decode(query, request.getPageToken()),
                size + 1));
    ListUsersResponse.Builder page = ListUsersResponse.newBuilder();
    found.stream().limit(size).map(UserMessages::message).forEach(page::addUsers);
    if (found.size() > size) {
      page.setNextPageToken(PageTokens.encode(query, order.keyOf(found.get(size - 1))));
    }
    return page.build();
  }

  /** Both prefixes at once would need an order by both. */
  private static UserOrder order(ListUsersRequest request) {
    boolean byEmail = !request.getEmailPrefix().isEmpty();
    boolean byName = !request.getNamePrefix().isEmpty();
    if (byEmail && byName) {
      throw Errors.invalid("namePrefix", "cannot be combined with emailPrefix");
    }
    if (byEmail) {
      return UserOrder.EMAIL;
    }
    return byName ? UserOrder.NAME : UserOrder.NEWEST;
  }
}
