// LISTEN and NOTIFY: what is heard, by whom, and what is said of what wasn't.
#include "tenon/listener.hpp"

#include <thread>

#include "server.hpp"

namespace tenon::testing {
namespace {

using namespace std::chrono_literals;

class Listeners : public ServerTest {
 protected:
  /// Ends the listener's process, whose own statement says it.
  void end_connections() const {
    db_.admin(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
        "WHERE application_name = 'tenon' AND query LIKE 'LISTEN%' AND datname = current_database()");
  }
  void send(const std::string& channel, const std::string& payload) {
    pool_.in_tenant(kAcme, [&](TenantTx& tx) { tx.notify(channel, payload); });
  }
  Pool pool_ = pool({.role = kApp, .size = 1});
  Listener listener_{db_.url()};
};

TEST_F(Listeners, HearWhatTheyListenTo) {
  listener_.listen("one");
  listener_.listen("A \"quoted\"; name");
  send("one", "first");
  send("two", "unheard");
  send("A \"quoted\"; name", "");
  const auto first = listener_.next(5s);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->channel, "one");
  EXPECT_EQ(first->payload, "first");
  EXPECT_FALSE(first->is_gap);
  EXPECT_EQ(listener_.next(5s).value_or(Notification{}).channel, "A \"quoted\"; name");
  EXPECT_FALSE(listener_.next(50ms));
  listener_.unlisten("one");
  send("one", "late");
  EXPECT_FALSE(listener_.next(50ms));
}

TEST_F(Listeners, TellOfWhatTheyMayHaveMissed) {
  listener_.listen("one");
  end_connections();
  send("one", "missed");
  const auto gap = listener_.next(5s);
  ASSERT_TRUE(gap);
  EXPECT_TRUE(gap->is_gap);
  EXPECT_EQ(gap->channel, "");
  send("one", "after");
  const auto heard = listener_.next(5s);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->payload, "after");
}

TEST_F(Listeners, HearFirstWhatArrivedBeforeTheGap) {
  listener_.listen("one");
  send("one", "before");
  std::this_thread::sleep_for(50ms);
  end_connections();
  const auto before = listener_.next(5s);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->payload, "before");
  EXPECT_TRUE(listener_.next(5s).value_or(Notification{}).is_gap);
}

TEST_F(Listeners, AskAServerThatIsSilent) {
  Listener listener{db_.url(), {.heartbeat = 20ms}};
  listener.listen("one");
  EXPECT_FALSE(listener.next(200ms));
  EXPECT_TRUE(listener.is_connected());
  send("one", "still here");
  EXPECT_EQ(listener.next(5s).value_or(Notification{}).payload, "still here");
}

TEST_F(Listeners, AreWokenFromAnotherThread) {
  listener_.listen("one");
  const auto start = std::chrono::steady_clock::now();
  std::thread waker([&] {
    std::this_thread::sleep_for(50ms);
    listener_.wake();
  });
  EXPECT_FALSE(listener_.next(60s));
  waker.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 30s);
  listener_.wake();
  EXPECT_FALSE(listener_.next(60s)) << "rung before";
}

TEST_F(Listeners, RefuseWhatTheServerWould) {
  EXPECT_THROW(listener_.listen(""), EncodeError);
  EXPECT_THROW(listener_.listen(std::string(64, 'x')), EncodeError);
  EXPECT_THROW(send("", "x"), EncodeError);
  EXPECT_THROW(send("x", std::string(8000, 'x')), EncodeError);
  send("x", std::string(7999, 'x'));
  Listener nowhere{"postgresql://user:secret-word@127.0.0.1:1/none"};
  EXPECT_EQ(message_of<ConnectionFailed>([&] { nowhere.listen("one"); }).find("secret-word"),
            std::string::npos);
  EXPECT_THROW(Listener("postgresql://["), ConnectionFailed);
}

TEST(TenantChannels, AreOneForATenantHoweverItsKeyIsWritten) {
  EXPECT_EQ(tenant_channel("orders", kAcme), "orders." + to_string(kAcme));
  EXPECT_EQ(tenant_channel("orders", "00000000-0000-0000-0000-00000000000A"), "orders." + to_string(kAcme));
  EXPECT_NE(tenant_channel("orders", kAcme), tenant_channel("orders", kGlobex));
  const std::string long_key(100, 'k');
  EXPECT_LE(tenant_channel("orders", long_key).size(), 63U);
  EXPECT_NE(tenant_channel("orders", long_key), tenant_channel("orders", long_key + "k"));
  EXPECT_THROW((void)tenant_channel(std::string(31, 'x'), kAcme), EncodeError);
}

}  // namespace
}  // namespace tenon::testing
