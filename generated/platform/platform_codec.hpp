// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// How the schema's enums and JSON structs travel: for statements of your own through tenon/query.hpp.
#pragma once

#include <tenon/codec.hpp>

#include "platform.hpp"

namespace tenon {

template <>
struct Codec<::platform::db::Plan> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::Plan value, Buffer& out);
  [[nodiscard]] static ::platform::db::Plan decode(BytesView data);
};

template <>
struct Codec<::platform::db::UserRole> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::UserRole value, Buffer& out);
  [[nodiscard]] static ::platform::db::UserRole decode(BytesView data);
};

template <>
struct Codec<::platform::db::AccountType> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::AccountType value, Buffer& out);
  [[nodiscard]] static ::platform::db::AccountType decode(BytesView data);
};

template <>
struct Codec<::platform::db::SessionMode> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::SessionMode value, Buffer& out);
  [[nodiscard]] static ::platform::db::SessionMode decode(BytesView data);
};

template <>
struct Codec<::platform::db::MessageRole> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::MessageRole value, Buffer& out);
  [[nodiscard]] static ::platform::db::MessageRole decode(BytesView data);
};

template <>
struct Codec<::platform::db::CostService> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::CostService value, Buffer& out);
  [[nodiscard]] static ::platform::db::CostService decode(BytesView data);
};

template <>
struct Codec<::platform::db::BudgetPeriod> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::BudgetPeriod value, Buffer& out);
  [[nodiscard]] static ::platform::db::BudgetPeriod decode(BytesView data);
};

template <>
struct Codec<::platform::db::AlertSeverity> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::AlertSeverity value, Buffer& out);
  [[nodiscard]] static ::platform::db::AlertSeverity decode(BytesView data);
};

template <>
struct Codec<::platform::db::Theme> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::Theme value, Buffer& out);
  [[nodiscard]] static ::platform::db::Theme decode(BytesView data);
};

template <>
struct Codec<::platform::db::WidgetPosition> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::WidgetPosition value, Buffer& out);
  [[nodiscard]] static ::platform::db::WidgetPosition decode(BytesView data);
};

template <>
struct Codec<::platform::db::AttachmentType> {
  static constexpr std::uint32_t oid = 0;
  static void encode(::platform::db::AttachmentType value, Buffer& out);
  [[nodiscard]] static ::platform::db::AttachmentType decode(BytesView data);
};

template <>
struct Codec<::platform::db::TenantSettings> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::TenantSettings& value, Buffer& out);
  [[nodiscard]] static ::platform::db::TenantSettings decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::TenantSettings>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::TenantSettings>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::TenantSettings> decode(BytesView data);
};

template <>
struct Codec<::platform::db::WidgetSettings> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::WidgetSettings& value, Buffer& out);
  [[nodiscard]] static ::platform::db::WidgetSettings decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::WidgetSettings>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::WidgetSettings>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::WidgetSettings> decode(BytesView data);
};

template <>
struct Codec<::platform::db::MeetingMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::MeetingMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::MeetingMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::MeetingMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::MeetingMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::MeetingMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::SessionMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::SessionMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::SessionMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::SessionMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::SessionMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::SessionMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::Attachment> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::Attachment& value, Buffer& out);
  [[nodiscard]] static ::platform::db::Attachment decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::Attachment>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::Attachment>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::Attachment> decode(BytesView data);
};

template <>
struct Codec<::platform::db::MessageMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::MessageMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::MessageMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::MessageMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::MessageMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::MessageMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::DocumentMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::DocumentMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::DocumentMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::DocumentMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::DocumentMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::DocumentMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::ChunkMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::ChunkMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::ChunkMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::ChunkMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::ChunkMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::ChunkMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::CostMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::CostMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::CostMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::CostMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::CostMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::CostMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::CostBreakdown> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::CostBreakdown& value, Buffer& out);
  [[nodiscard]] static ::platform::db::CostBreakdown decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::CostBreakdown>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::CostBreakdown>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::CostBreakdown> decode(BytesView data);
};

template <>
struct Codec<::platform::db::AlertMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::AlertMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::AlertMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::AlertMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::AlertMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::AlertMetadata> decode(BytesView data);
};

template <>
struct Codec<::platform::db::UsageStats> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::UsageStats& value, Buffer& out);
  [[nodiscard]] static ::platform::db::UsageStats decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::UsageStats>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::UsageStats>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::UsageStats> decode(BytesView data);
};

template <>
struct Codec<::platform::db::PersonalityMetadata> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const ::platform::db::PersonalityMetadata& value, Buffer& out);
  [[nodiscard]] static ::platform::db::PersonalityMetadata decode(BytesView data);
};
/// One jsonb that holds an array.
template <>
struct Codec<std::vector<::platform::db::PersonalityMetadata>> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const std::vector<::platform::db::PersonalityMetadata>& values, Buffer& out);
  [[nodiscard]] static std::vector<::platform::db::PersonalityMetadata> decode(BytesView data);
};

}  // namespace tenon
