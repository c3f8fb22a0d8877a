// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// The JSON structs to and from jsonb.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <type_traits>
#include <utility>

#include <tenon/error.hpp>
#include <tenon/json_text.hpp>

#include "platform_codec.hpp"

namespace platform::db {
namespace {

using Json = nlohmann::json;

/// Thrown within this file: the JSON is of another shape.
struct WrongShape {};

void expect(bool condition) {
  if (!condition) throw WrongShape{};
}

void read_struct(const Json& json, TenantSettings& out);
Json write_struct(const TenantSettings& value);
void read_struct(const Json& json, WidgetSettings& out);
Json write_struct(const WidgetSettings& value);
void read_struct(const Json& json, MeetingMetadata& out);
Json write_struct(const MeetingMetadata& value);
void read_struct(const Json& json, SessionMetadata& out);
Json write_struct(const SessionMetadata& value);
void read_struct(const Json& json, Attachment& out);
Json write_struct(const Attachment& value);
void read_struct(const Json& json, MessageMetadata& out);
Json write_struct(const MessageMetadata& value);
void read_struct(const Json& json, DocumentMetadata& out);
Json write_struct(const DocumentMetadata& value);
void read_struct(const Json& json, ChunkMetadata& out);
Json write_struct(const ChunkMetadata& value);
void read_struct(const Json& json, CostMetadata& out);
Json write_struct(const CostMetadata& value);
void read_struct(const Json& json, CostBreakdown& out);
Json write_struct(const CostBreakdown& value);
void read_struct(const Json& json, AlertMetadata& out);
Json write_struct(const AlertMetadata& value);
void read_struct(const Json& json, UsageStats& out);
Json write_struct(const UsageStats& value);
void read_struct(const Json& json, PersonalityMetadata& out);
Json write_struct(const PersonalityMetadata& value);

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
[[maybe_unused]] T read_integer(const Json& json) {
  // jsonb keeps `1.0` as it was written.
  if (json.is_number_float()) {
    const auto number = json.get<double>();
    expect(std::trunc(number) == number && std::abs(number) <= 9007199254740992.0);
    return read_integer<T>(Json(static_cast<std::int64_t>(number)));
  }
  expect(json.is_number_integer());
  expect(!json.is_number_unsigned() || json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<T>::max()));
  const auto number = json.get<std::int64_t>();
  expect(number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max());
  return static_cast<T>(number);
}

template <class T>
[[maybe_unused]] T read(const Json& json) {
  if constexpr (std::is_same_v<T, bool>) {
    expect(json.is_boolean());
    return json.get<bool>();
  } else if constexpr (std::is_integral_v<T>) {
    return read_integer<T>(json);
  } else if constexpr (std::is_floating_point_v<T>) {
    expect(json.is_number());
    return json.get<T>();
  } else if constexpr (std::is_enum_v<T>) {
    expect(json.is_string());
    const std::string& label = json.get_ref<const std::string&>();
    return tenon::Codec<T>::decode(std::as_bytes(std::span(label)));
  } else if constexpr (std::is_same_v<T, std::string>) {
    expect(json.is_string());
    return json.get<std::string>();
  } else if constexpr (std::is_same_v<T, tenon::Uuid>) {
    expect(json.is_string());
    return tenon::Uuid::parse(json.get_ref<const std::string&>());
  } else if constexpr (std::is_same_v<T, tenon::Json>) {
    return tenon::Json{json.dump()};
  } else if constexpr (IsVector<T>::value) {
    expect(json.is_array());
    T out;
    for (const Json& item : json) out.push_back(read<typename T::value_type>(item));
    return out;
  } else if constexpr (IsOptional<T>::value) {
    if (json.is_null()) return std::nullopt;
    return read<typename T::value_type>(json);
  } else {
    T out;
    read_struct(json, out);
    return out;
  }
}

template <class T>
[[maybe_unused]] Json write(const T& value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!std::isfinite(value)) throw tenon::EncodeError("JSON holds neither infinities nor NaN");
    return value;
  } else if constexpr (std::is_enum_v<T>) {
    tenon::Buffer label;
    tenon::Codec<T>::encode(value, label);
    return std::string(tenon::label_of(label.bytes()));
  } else if constexpr (std::is_same_v<T, tenon::Uuid>) {
    return to_string(value);
  } else if constexpr (std::is_same_v<T, tenon::Json>) {
    return Json::parse(value.text);
  } else if constexpr (IsVector<T>::value) {
    Json out = Json::array();
    for (const auto& item : value) out.push_back(write(item));
    return out;
  } else if constexpr (IsOptional<T>::value) {
    return value ? write(*value) : Json();
  } else if constexpr (std::is_class_v<T> && !std::is_same_v<T, std::string>) {
    return write_struct(value);
  } else {
    return value;
  }
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] TenantSettings& out) {
  expect(json.is_object());
  if (const auto found = json.find("max_monthly_spend"); found != json.end() && !found->is_null()) out.max_monthly_spend = read<double>(*found);
  if (const auto found = json.find("allowed_domains"); found != json.end() && !found->is_null()) out.allowed_domains = read<std::vector<std::string>>(*found);
  if (const auto found = json.find("features"); found != json.end() && !found->is_null()) out.features = read<std::vector<std::string>>(*found);
}

Json write_struct([[maybe_unused]] const TenantSettings& value) {
  Json out = Json::object();
  if (value.max_monthly_spend) out["max_monthly_spend"] = write(*value.max_monthly_spend);
  if (value.allowed_domains) out["allowed_domains"] = write(*value.allowed_domains);
  if (value.features) out["features"] = write(*value.features);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] WidgetSettings& out) {
  expect(json.is_object());
  const auto member_theme = json.find("theme");
  expect(member_theme != json.end());
  out.theme = read<Theme>(*member_theme);
  const auto member_position = json.find("position");
  expect(member_position != json.end());
  out.position = read<WidgetPosition>(*member_position);
  if (const auto found = json.find("greeting"); found != json.end() && !found->is_null()) out.greeting = read<std::string>(*found);
  if (const auto found = json.find("primary_color"); found != json.end() && !found->is_null()) out.primary_color = read<std::string>(*found);
  if (const auto found = json.find("secondary_color"); found != json.end() && !found->is_null()) out.secondary_color = read<std::string>(*found);
}

Json write_struct([[maybe_unused]] const WidgetSettings& value) {
  Json out = Json::object();
  out["theme"] = write(value.theme);
  out["position"] = write(value.position);
  if (value.greeting) out["greeting"] = write(*value.greeting);
  if (value.primary_color) out["primary_color"] = write(*value.primary_color);
  if (value.secondary_color) out["secondary_color"] = write(*value.secondary_color);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] MeetingMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("title"); found != json.end() && !found->is_null()) out.title = read<std::string>(*found);
  if (const auto found = json.find("description"); found != json.end() && !found->is_null()) out.description = read<std::string>(*found);
  if (const auto found = json.find("participants"); found != json.end() && !found->is_null()) out.participants = read<std::vector<std::string>>(*found);
}

Json write_struct([[maybe_unused]] const MeetingMetadata& value) {
  Json out = Json::object();
  if (value.title) out["title"] = write(*value.title);
  if (value.description) out["description"] = write(*value.description);
  if (value.participants) out["participants"] = write(*value.participants);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] SessionMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("user_agent"); found != json.end() && !found->is_null()) out.user_agent = read<std::string>(*found);
  if (const auto found = json.find("ip"); found != json.end() && !found->is_null()) out.ip = read<std::string>(*found);
  if (const auto found = json.find("country"); found != json.end() && !found->is_null()) out.country = read<std::string>(*found);
  Json other = json;
  other.erase("user_agent");
  other.erase("ip");
  other.erase("country");
  out.other.text = other.dump();
}

Json write_struct([[maybe_unused]] const SessionMetadata& value) {
  Json out = Json::object();
  if (value.user_agent) out["user_agent"] = write(*value.user_agent);
  if (value.ip) out["ip"] = write(*value.ip);
  if (value.country) out["country"] = write(*value.country);
  for (const auto& [key, text] : tenon::json_members(value.other.text)) {
    if (!out.contains(key)) out[key] = Json::parse(text);
  }
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] Attachment& out) {
  expect(json.is_object());
  const auto member_type = json.find("type");
  expect(member_type != json.end());
  out.type = read<AttachmentType>(*member_type);
  const auto member_url = json.find("url");
  expect(member_url != json.end());
  out.url = read<std::string>(*member_url);
  if (const auto found = json.find("name"); found != json.end() && !found->is_null()) out.name = read<std::string>(*found);
  if (const auto found = json.find("size"); found != json.end() && !found->is_null()) out.size = read<std::int64_t>(*found);
}

Json write_struct([[maybe_unused]] const Attachment& value) {
  Json out = Json::object();
  out["type"] = write(value.type);
  out["url"] = write(value.url);
  if (value.name) out["name"] = write(*value.name);
  if (value.size) out["size"] = write(*value.size);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] MessageMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("model"); found != json.end() && !found->is_null()) out.model = read<std::string>(*found);
  if (const auto found = json.find("tokens_used"); found != json.end() && !found->is_null()) out.tokens_used = read<std::int32_t>(*found);
  if (const auto found = json.find("cost_usd"); found != json.end() && !found->is_null()) out.cost_usd = read<double>(*found);
  if (const auto found = json.find("latency_ms"); found != json.end() && !found->is_null()) out.latency_ms = read<std::int32_t>(*found);
}

Json write_struct([[maybe_unused]] const MessageMetadata& value) {
  Json out = Json::object();
  if (value.model) out["model"] = write(*value.model);
  if (value.tokens_used) out["tokens_used"] = write(*value.tokens_used);
  if (value.cost_usd) out["cost_usd"] = write(*value.cost_usd);
  if (value.latency_ms) out["latency_ms"] = write(*value.latency_ms);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] DocumentMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("source"); found != json.end() && !found->is_null()) out.source = read<std::string>(*found);
  if (const auto found = json.find("url"); found != json.end() && !found->is_null()) out.url = read<std::string>(*found);
  if (const auto found = json.find("author"); found != json.end() && !found->is_null()) out.author = read<std::string>(*found);
  if (const auto found = json.find("tags"); found != json.end() && !found->is_null()) out.tags = read<std::vector<std::string>>(*found);
}

Json write_struct([[maybe_unused]] const DocumentMetadata& value) {
  Json out = Json::object();
  if (value.source) out["source"] = write(*value.source);
  if (value.url) out["url"] = write(*value.url);
  if (value.author) out["author"] = write(*value.author);
  if (value.tags) out["tags"] = write(*value.tags);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] ChunkMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("chunk_size"); found != json.end() && !found->is_null()) out.chunk_size = read<std::int32_t>(*found);
  if (const auto found = json.find("overlap_size"); found != json.end() && !found->is_null()) out.overlap_size = read<std::int32_t>(*found);
}

Json write_struct([[maybe_unused]] const ChunkMetadata& value) {
  Json out = Json::object();
  if (value.chunk_size) out["chunk_size"] = write(*value.chunk_size);
  if (value.overlap_size) out["overlap_size"] = write(*value.overlap_size);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] CostMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("model"); found != json.end() && !found->is_null()) out.model = read<std::string>(*found);
  if (const auto found = json.find("operation"); found != json.end() && !found->is_null()) out.operation = read<std::string>(*found);
  if (const auto found = json.find("duration"); found != json.end() && !found->is_null()) out.duration = read<double>(*found);
}

Json write_struct([[maybe_unused]] const CostMetadata& value) {
  Json out = Json::object();
  if (value.model) out["model"] = write(*value.model);
  if (value.operation) out["operation"] = write(*value.operation);
  if (value.duration) out["duration"] = write(*value.duration);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] CostBreakdown& out) {
  expect(json.is_object());
  const auto member_vision = json.find("vision");
  expect(member_vision != json.end());
  out.vision = read<double>(*member_vision);
  const auto member_voice_stt = json.find("voice_stt");
  expect(member_voice_stt != json.end());
  out.voice_stt = read<double>(*member_voice_stt);
  const auto member_voice_tts = json.find("voice_tts");
  expect(member_voice_tts != json.end());
  out.voice_tts = read<double>(*member_voice_tts);
  const auto member_llm = json.find("llm");
  expect(member_llm != json.end());
  out.llm = read<double>(*member_llm);
  const auto member_embedding = json.find("embedding");
  expect(member_embedding != json.end());
  out.embedding = read<double>(*member_embedding);
  const auto member_livekit = json.find("livekit");
  expect(member_livekit != json.end());
  out.livekit = read<double>(*member_livekit);
}

Json write_struct([[maybe_unused]] const CostBreakdown& value) {
  Json out = Json::object();
  out["vision"] = write(value.vision);
  out["voice_stt"] = write(value.voice_stt);
  out["voice_tts"] = write(value.voice_tts);
  out["llm"] = write(value.llm);
  out["embedding"] = write(value.embedding);
  out["livekit"] = write(value.livekit);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] AlertMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("recipients"); found != json.end() && !found->is_null()) out.recipients = read<std::vector<std::string>>(*found);
  if (const auto found = json.find("channels"); found != json.end() && !found->is_null()) out.channels = read<std::vector<std::string>>(*found);
  if (const auto found = json.find("custom_message"); found != json.end() && !found->is_null()) out.custom_message = read<std::string>(*found);
}

Json write_struct([[maybe_unused]] const AlertMetadata& value) {
  Json out = Json::object();
  if (value.recipients) out["recipients"] = write(*value.recipients);
  if (value.channels) out["channels"] = write(*value.channels);
  if (value.custom_message) out["custom_message"] = write(*value.custom_message);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] UsageStats& out) {
  expect(json.is_object());
  const auto member_total_uses = json.find("total_uses");
  expect(member_total_uses != json.end());
  out.total_uses = read<std::int64_t>(*member_total_uses);
  const auto member_avg_tokens = json.find("avg_tokens");
  expect(member_avg_tokens != json.end());
  out.avg_tokens = read<double>(*member_avg_tokens);
  const auto member_avg_cost = json.find("avg_cost");
  expect(member_avg_cost != json.end());
  out.avg_cost = read<double>(*member_avg_cost);
}

Json write_struct([[maybe_unused]] const UsageStats& value) {
  Json out = Json::object();
  out["total_uses"] = write(value.total_uses);
  out["avg_tokens"] = write(value.avg_tokens);
  out["avg_cost"] = write(value.avg_cost);
  return out;
}

void read_struct([[maybe_unused]] const Json& json, [[maybe_unused]] PersonalityMetadata& out) {
  expect(json.is_object());
  if (const auto found = json.find("tags"); found != json.end() && !found->is_null()) out.tags = read<std::vector<std::string>>(*found);
  if (const auto found = json.find("category"); found != json.end() && !found->is_null()) out.category = read<std::string>(*found);
  if (const auto found = json.find("usage_stats"); found != json.end() && !found->is_null()) out.usage_stats = read<UsageStats>(*found);
}

Json write_struct([[maybe_unused]] const PersonalityMetadata& value) {
  Json out = Json::object();
  if (value.tags) out["tags"] = write(*value.tags);
  if (value.category) out["category"] = write(*value.category);
  if (value.usage_stats) out["usage_stats"] = write(*value.usage_stats);
  return out;
}

/// The members that a struct doesn't name, their values to the letter.
std::string others(std::string_view text, std::initializer_list<std::string_view> named) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, value] : tenon::json_members(text)) {
    if (std::find(named.begin(), named.end(), key) == named.end()) out.emplace_back(key, value);
  }
  return tenon::json_object(out);
}

/// Members that are parsed, and before them others as they are.
std::string with_others(std::string_view text, const Json& parsed) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, value] : tenon::json_members(text)) {
    if (!parsed.contains(key)) out.emplace_back(key, value);
  }
  for (const auto& [key, value] : parsed.items()) out.emplace_back(key, value.dump());
  return tenon::json_object(out);
}

/// No message of the JSON library's gets out: it could quote a value.
template <class T>
T decoded(tenon::BytesView data, const char* wrong) {
  try {
    return read<T>(Json::parse(tenon::jsonb_text(data)));
  } catch (const WrongShape&) {
  } catch (const Json::exception&) {
  } catch (const tenon::ParseError&) {
  }
  throw tenon::DecodeError(wrong);
}

template <class T>
std::string encoded(const T& value) {
  try {
    return write(value).dump();
  } catch (const Json::exception&) {
  } catch (const tenon::ParseError&) {
  }
  throw tenon::EncodeError("text that is not UTF-8, or JSON that is none, can't be written as jsonb");
}

}  // namespace
}  // namespace platform::db

namespace tenon {

void Codec<::platform::db::TenantSettings>::encode(const ::platform::db::TenantSettings& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::TenantSettings Codec<::platform::db::TenantSettings>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::TenantSettings>(data, "holds JSON that is no TenantSettings");
}

void Codec<std::vector<::platform::db::TenantSettings>>::encode(const std::vector<::platform::db::TenantSettings>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::TenantSettings> Codec<std::vector<::platform::db::TenantSettings>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::TenantSettings>>(data, "holds JSON that is no TenantSettings");
}

void Codec<::platform::db::WidgetSettings>::encode(const ::platform::db::WidgetSettings& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::WidgetSettings Codec<::platform::db::WidgetSettings>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::WidgetSettings>(data, "holds JSON that is no WidgetSettings");
}

void Codec<std::vector<::platform::db::WidgetSettings>>::encode(const std::vector<::platform::db::WidgetSettings>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::WidgetSettings> Codec<std::vector<::platform::db::WidgetSettings>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::WidgetSettings>>(data, "holds JSON that is no WidgetSettings");
}

void Codec<::platform::db::MeetingMetadata>::encode(const ::platform::db::MeetingMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::MeetingMetadata Codec<::platform::db::MeetingMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::MeetingMetadata>(data, "holds JSON that is no MeetingMetadata");
}

void Codec<std::vector<::platform::db::MeetingMetadata>>::encode(const std::vector<::platform::db::MeetingMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::MeetingMetadata> Codec<std::vector<::platform::db::MeetingMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::MeetingMetadata>>(data, "holds JSON that is no MeetingMetadata");
}

void Codec<::platform::db::SessionMetadata>::encode(const ::platform::db::SessionMetadata& value, Buffer& out) {
  ::platform::db::SessionMetadata known = value;
  known.other.text = "{}";
  put_jsonb(::platform::db::with_others(value.other.text, nlohmann::json::parse(::platform::db::encoded(known))), out);
}

::platform::db::SessionMetadata Codec<::platform::db::SessionMetadata>::decode(BytesView data) {
  auto out = ::platform::db::decoded<::platform::db::SessionMetadata>(data, "holds JSON that is no SessionMetadata");
  out.other.text = ::platform::db::others(jsonb_text(data), { "user_agent", "ip", "country",  });
  return out;
}

void Codec<std::vector<::platform::db::SessionMetadata>>::encode(const std::vector<::platform::db::SessionMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::SessionMetadata> Codec<std::vector<::platform::db::SessionMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::SessionMetadata>>(data, "holds JSON that is no SessionMetadata");
}

void Codec<::platform::db::Attachment>::encode(const ::platform::db::Attachment& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::Attachment Codec<::platform::db::Attachment>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::Attachment>(data, "holds JSON that is no Attachment");
}

void Codec<std::vector<::platform::db::Attachment>>::encode(const std::vector<::platform::db::Attachment>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::Attachment> Codec<std::vector<::platform::db::Attachment>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::Attachment>>(data, "holds JSON that is no Attachment");
}

void Codec<::platform::db::MessageMetadata>::encode(const ::platform::db::MessageMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::MessageMetadata Codec<::platform::db::MessageMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::MessageMetadata>(data, "holds JSON that is no MessageMetadata");
}

void Codec<std::vector<::platform::db::MessageMetadata>>::encode(const std::vector<::platform::db::MessageMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::MessageMetadata> Codec<std::vector<::platform::db::MessageMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::MessageMetadata>>(data, "holds JSON that is no MessageMetadata");
}

void Codec<::platform::db::DocumentMetadata>::encode(const ::platform::db::DocumentMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::DocumentMetadata Codec<::platform::db::DocumentMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::DocumentMetadata>(data, "holds JSON that is no DocumentMetadata");
}

void Codec<std::vector<::platform::db::DocumentMetadata>>::encode(const std::vector<::platform::db::DocumentMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::DocumentMetadata> Codec<std::vector<::platform::db::DocumentMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::DocumentMetadata>>(data, "holds JSON that is no DocumentMetadata");
}

void Codec<::platform::db::ChunkMetadata>::encode(const ::platform::db::ChunkMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::ChunkMetadata Codec<::platform::db::ChunkMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::ChunkMetadata>(data, "holds JSON that is no ChunkMetadata");
}

void Codec<std::vector<::platform::db::ChunkMetadata>>::encode(const std::vector<::platform::db::ChunkMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::ChunkMetadata> Codec<std::vector<::platform::db::ChunkMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::ChunkMetadata>>(data, "holds JSON that is no ChunkMetadata");
}

void Codec<::platform::db::CostMetadata>::encode(const ::platform::db::CostMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::CostMetadata Codec<::platform::db::CostMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::CostMetadata>(data, "holds JSON that is no CostMetadata");
}

void Codec<std::vector<::platform::db::CostMetadata>>::encode(const std::vector<::platform::db::CostMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::CostMetadata> Codec<std::vector<::platform::db::CostMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::CostMetadata>>(data, "holds JSON that is no CostMetadata");
}

void Codec<::platform::db::CostBreakdown>::encode(const ::platform::db::CostBreakdown& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::CostBreakdown Codec<::platform::db::CostBreakdown>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::CostBreakdown>(data, "holds JSON that is no CostBreakdown");
}

void Codec<std::vector<::platform::db::CostBreakdown>>::encode(const std::vector<::platform::db::CostBreakdown>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::CostBreakdown> Codec<std::vector<::platform::db::CostBreakdown>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::CostBreakdown>>(data, "holds JSON that is no CostBreakdown");
}

void Codec<::platform::db::AlertMetadata>::encode(const ::platform::db::AlertMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::AlertMetadata Codec<::platform::db::AlertMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::AlertMetadata>(data, "holds JSON that is no AlertMetadata");
}

void Codec<std::vector<::platform::db::AlertMetadata>>::encode(const std::vector<::platform::db::AlertMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::AlertMetadata> Codec<std::vector<::platform::db::AlertMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::AlertMetadata>>(data, "holds JSON that is no AlertMetadata");
}

void Codec<::platform::db::UsageStats>::encode(const ::platform::db::UsageStats& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::UsageStats Codec<::platform::db::UsageStats>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::UsageStats>(data, "holds JSON that is no UsageStats");
}

void Codec<std::vector<::platform::db::UsageStats>>::encode(const std::vector<::platform::db::UsageStats>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::UsageStats> Codec<std::vector<::platform::db::UsageStats>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::UsageStats>>(data, "holds JSON that is no UsageStats");
}

void Codec<::platform::db::PersonalityMetadata>::encode(const ::platform::db::PersonalityMetadata& value, Buffer& out) {
  put_jsonb(::platform::db::encoded(value), out);
}

::platform::db::PersonalityMetadata Codec<::platform::db::PersonalityMetadata>::decode(BytesView data) {
  return ::platform::db::decoded<::platform::db::PersonalityMetadata>(data, "holds JSON that is no PersonalityMetadata");
}

void Codec<std::vector<::platform::db::PersonalityMetadata>>::encode(const std::vector<::platform::db::PersonalityMetadata>& values, Buffer& out) {
  put_jsonb(::platform::db::encoded(values), out);
}

std::vector<::platform::db::PersonalityMetadata> Codec<std::vector<::platform::db::PersonalityMetadata>>::decode(BytesView data) {
  return ::platform::db::decoded<std::vector<::platform::db::PersonalityMetadata>>(data, "holds JSON that is no PersonalityMetadata");
}

}  // namespace tenon
