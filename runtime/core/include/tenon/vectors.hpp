// pgvector's further types, and distances between vectors.
#pragma once

#include <vector>

#include "tenon/types.hpp"
#include "tenon/value.hpp"

namespace TENON_API tenon {

/// `halfvec(n)`: floats of 16 bits. What is given as floats is rounded to the nearest of these.
class HalfVector {
 public:
  HalfVector() = default;
  /// Throws EncodeError for what is neither finite nor, once it is rounded, within ±65504.
  HalfVector(const std::vector<float>& values);
  HalfVector(std::initializer_list<float> values) : HalfVector(std::vector<float>(values)) {}
  HalfVector(const Vector& vector) : HalfVector(vector.values) {}
  /// `[1,2.5]`. Throws ParseError.
  [[nodiscard]] static HalfVector parse(std::string_view text);

  [[nodiscard]] const std::vector<float>& values() const { return values_; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }
  float operator[](std::size_t i) const { return values_[i]; }
  friend bool operator==(const HalfVector&, const HalfVector&) = default;

 private:
  std::vector<float> values_;
};

/// `sparsevec(n)`: of its dimensions, those that aren't zero.
class SparseVector {
 public:
  struct Element {
    std::int32_t index = 0;  ///< counted from 0, as everywhere in C++; PostgreSQL's text counts from 1
    float value = 0;
    friend bool operator==(const Element&, const Element&) = default;
  };

  SparseVector() = default;
  /// In any order; zeros are left out. Throws EncodeError for an index twice, or beyond the dimensions.
  SparseVector(std::int32_t dimensions, std::vector<Element> elements);
  /// Throws EncodeError for what isn't finite.
  explicit SparseVector(const std::vector<float>& dense);
  /// `{1:0.5,3:2}/5`. Throws ParseError.
  [[nodiscard]] static SparseVector parse(std::string_view text);

  [[nodiscard]] std::int32_t dimensions() const { return dimensions_; }
  /// By index.
  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
  [[nodiscard]] float at(std::int32_t index) const;
  [[nodiscard]] std::vector<float> dense() const;
  friend bool operator==(const SparseVector&, const SparseVector&) = default;

 private:
  std::int32_t dimensions_ = 0;
  std::vector<Element> elements_;
};

/// pgvector's `<->`, `<#>` without its minus, and `<=>`. Of as many dimensions, or it is an EncodeError.
[[nodiscard]] double l2_distance(std::span<const float> a, std::span<const float> b);
[[nodiscard]] double inner_product(std::span<const float> a, std::span<const float> b);
[[nodiscard]] double cosine_distance(std::span<const float> a, std::span<const float> b);
[[nodiscard]] double l2_distance(const SparseVector& a, const SparseVector& b);
[[nodiscard]] double inner_product(const SparseVector& a, const SparseVector& b);
[[nodiscard]] double cosine_distance(const SparseVector& a, const SparseVector& b);

[[nodiscard]] std::string to_string(const HalfVector& value);
[[nodiscard]] std::string to_string(const SparseVector& value);
template <>
inline constexpr bool kPrintsAsText<HalfVector> = true;
template <>
inline constexpr bool kPrintsAsText<SparseVector> = true;

template <>
struct Codec<HalfVector> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool accepts(std::uint32_t column) { return column >= 16384; }
  static void encode(const HalfVector& value, Buffer& out);
  [[nodiscard]] static HalfVector decode(BytesView data);
  static void append_text(const HalfVector& value, std::string& out) { out += to_string(value); }
};

template <>
struct Codec<SparseVector> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool accepts(std::uint32_t column) { return column >= 16384; }
  static void encode(const SparseVector& value, Buffer& out);
  [[nodiscard]] static SparseVector decode(BytesView data);
  static void append_text(const SparseVector& value, std::string& out) { out += to_string(value); }
};

}  // namespace tenon

template <>
struct std::hash<tenon::HalfVector> {
  std::size_t operator()(const tenon::HalfVector& value) const noexcept;
};
template <>
struct std::hash<tenon::SparseVector> {
  std::size_t operator()(const tenon::SparseVector& value) const noexcept;
};
