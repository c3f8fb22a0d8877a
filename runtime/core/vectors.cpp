#include "tenon/vectors.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include "floats.hpp"
#include "tenon/codec.hpp"
#include "tenon/error.hpp"

namespace tenon {
namespace {

constexpr const char* kNoVector = "the text isn't a vector";
constexpr std::size_t kMostDimensions = 16000;

void expect_finite(float value) {
  if (!std::isfinite(value)) throw EncodeError("a vector holds NaN or an infinity");
}

/// The nearest float of 16 bits; of two as near the even one, as pgvector rounds.
std::uint16_t half_of(float value) {
  expect_finite(value);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000U;
  const float magnitude = std::fabs(value);
  constexpr float kEnd = 65520.0F;          // from here on it rounds to infinity
  constexpr float kLeastNormal = 0x1p-14F;  // below it digits are lost
  if (magnitude >= kEnd) throw EncodeError("a halfvec holds no number beyond 65504");
  if (magnitude < kLeastNormal) {
    const float steps = std::nearbyint(magnitude * 0x1p24F);
    return static_cast<std::uint16_t>(sign | static_cast<std::uint32_t>(steps));
  }
  std::uint32_t rest = bits & 0x7FFFFFFFU;
  rest += 0x0FFFU + ((rest >> 13) & 1U);
  return static_cast<std::uint16_t>(sign | ((rest - (112U << 23)) >> 13));
}

float float_of_half(std::uint16_t half) {
  const std::uint32_t exponent = (half >> 10) & 0x1FU;
  const std::uint32_t fraction = half & 0x3FFU;
  float magnitude = 0;
  if (exponent == 0) {
    magnitude = static_cast<float>(fraction) * 0x1p-24F;
  } else if (exponent == 0x1F) {
    detail::decode_failed("isn't a vector of finite numbers");
  } else {
    magnitude = std::bit_cast<float>(((exponent + 112U) << 23) | (fraction << 13));
  }
  return (half & 0x8000U) != 0 ? -magnitude : magnitude;
}

std::vector<float> floats_in(std::string_view text) {
  text = detail::without_blanks(text);
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') throw ParseError(kNoVector);
  text = text.substr(1, text.size() - 2);
  std::vector<float> out;
  for (;;) {
    const std::size_t comma = text.find(',');
    out.push_back(detail::float_of<float>(text.substr(0, comma), kNoVector));
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

void expect_same(std::size_t a, std::size_t b) {
  if (a != b) throw EncodeError("vectors have different numbers of dimensions");
}

/// Calls `take` with both values of each dimension of which either isn't zero.
template <class Take>
void each_pair(const SparseVector& a, const SparseVector& b, Take take) {
  expect_same(static_cast<std::size_t>(a.dimensions()), static_cast<std::size_t>(b.dimensions()));
  auto x = a.elements().begin();
  auto y = b.elements().begin();
  while (x != a.elements().end() || y != b.elements().end()) {
    const bool only_y = x == a.elements().end() || (y != b.elements().end() && y->index < x->index);
    const bool only_x = y == b.elements().end() || (x != a.elements().end() && x->index < y->index);
    take(only_y ? 0.0 : double{x->value}, only_x ? 0.0 : double{y->value});
    if (!only_y) ++x;
    if (!only_x) ++y;
  }
}

double cosine(double product, double length_a, double length_b) {
  const double similarity = product / std::sqrt(length_a * length_b);
  return 1.0 - (std::isnan(similarity) ? similarity : std::clamp(similarity, -1.0, 1.0));
}

}  // namespace

HalfVector::HalfVector(const std::vector<float>& values) {
  values_.reserve(values.size());
  for (const float value : values) values_.push_back(float_of_half(half_of(value)));
}

HalfVector HalfVector::parse(std::string_view text) {
  try {
    return floats_in(text);
  } catch (const EncodeError&) {
    throw ParseError(kNoVector);
  }
}

SparseVector::SparseVector(std::int32_t dimensions, std::vector<Element> elements)
    : dimensions_(dimensions), elements_(std::move(elements)) {
  std::sort(elements_.begin(), elements_.end(),
            [](const Element& a, const Element& b) { return a.index < b.index; });
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    expect_finite(elements_[i].value);
    const bool twice = i > 0 && elements_[i - 1].index == elements_[i].index;
    if (twice || elements_[i].index < 0 || elements_[i].index >= dimensions) {
      throw EncodeError("an index of a sparse vector stands twice, or is beyond its dimensions");
    }
  }
  std::erase_if(elements_, [](const Element& element) { return element.value == 0; });
}

SparseVector::SparseVector(const std::vector<float>& dense)
    : dimensions_(static_cast<std::int32_t>(dense.size())) {
  for (std::size_t i = 0; i < dense.size(); ++i) {
    expect_finite(dense[i]);
    if (dense[i] != 0) elements_.push_back({static_cast<std::int32_t>(i), dense[i]});
  }
}

SparseVector SparseVector::parse(std::string_view text) {
  text = detail::without_blanks(text);
  const std::size_t end = text.find("}/");
  if (!text.starts_with('{') || end == std::string_view::npos) throw ParseError(kNoVector);
  const auto number = [](std::string_view digits) {
    digits = detail::without_blanks(digits);
    std::int32_t out = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || stop != digits.data() + digits.size() || out < 1) throw ParseError(kNoVector);
    return out;
  };
  const std::int32_t dimensions = number(text.substr(end + 2));
  std::vector<Element> elements;
  std::string_view rest = detail::without_blanks(text.substr(1, end - 1));
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view pair = rest.substr(0, comma);
    const std::size_t colon = pair.find(':');
    if (colon == std::string_view::npos) throw ParseError(kNoVector);
    elements.push_back(
        {number(pair.substr(0, colon)) - 1, detail::float_of<float>(pair.substr(colon + 1), kNoVector)});
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  try {
    return {dimensions, std::move(elements)};
  } catch (const EncodeError&) {
    throw ParseError(kNoVector);
  }
}

float SparseVector::at(std::int32_t index) const {
  const auto found = std::find_if(elements_.begin(), elements_.end(),
                                  [&](const Element& element) { return element.index == index; });
  return found == elements_.end() ? 0 : found->value;
}

std::vector<float> SparseVector::dense() const {
  std::vector<float> out(static_cast<std::size_t>(dimensions_));
  for (const Element& element : elements_) out[static_cast<std::size_t>(element.index)] = element.value;
  return out;
}

double l2_distance(std::span<const float> a, std::span<const float> b) {
  expect_same(a.size(), b.size());
  double out = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    out += (double{a[i]} - double{b[i]}) * (double{a[i]} - double{b[i]});
  return std::sqrt(out);
}

double inner_product(std::span<const float> a, std::span<const float> b) {
  expect_same(a.size(), b.size());
  double out = 0;
  for (std::size_t i = 0; i < a.size(); ++i) out += double{a[i]} * double{b[i]};
  return out;
}

double cosine_distance(std::span<const float> a, std::span<const float> b) {
  return cosine(inner_product(a, b), inner_product(a, a), inner_product(b, b));
}

double l2_distance(const SparseVector& a, const SparseVector& b) {
  double out = 0;
  each_pair(a, b, [&](double x, double y) { out += (x - y) * (x - y); });
  return std::sqrt(out);
}

double inner_product(const SparseVector& a, const SparseVector& b) {
  double out = 0;
  each_pair(a, b, [&](double x, double y) { out += x * y; });
  return out;
}

double cosine_distance(const SparseVector& a, const SparseVector& b) {
  return cosine(inner_product(a, b), inner_product(a, a), inner_product(b, b));
}

std::string to_string(const HalfVector& value) {
  std::string out;
  Codec<Vector>::append_text(value.values(), out);
  return out;
}

std::string to_string(const SparseVector& value) {
  std::string out = "{";
  for (const SparseVector::Element& element : value.elements()) {
    if (out.size() > 1) out += ',';
    out += std::to_string(element.index + 1) + ':';
    detail::append_float(element.value, out);
  }
  return out + "}/" + std::to_string(value.dimensions());
}

void Codec<HalfVector>::encode(const HalfVector& value, Buffer& out) {
  if (value.size() > kMostDimensions) throw EncodeError("a vector has more than 16000 dimensions");
  out.put_int16(static_cast<std::int16_t>(value.size()));
  out.put_int16(0);
  for (const float x : value) out.put_int16(static_cast<std::int16_t>(half_of(x)));
}

HalfVector Codec<HalfVector>::decode(BytesView data) {
  detail::Reader in(data);
  const std::int16_t dimensions = in.int16();
  if (in.int16() != 0 || dimensions < 0 ||
      in.left() != static_cast<std::size_t>(dimensions) * sizeof(std::int16_t)) {
    detail::decode_failed("isn't a halfvec");
  }
  std::vector<float> values(static_cast<std::size_t>(dimensions));
  for (float& x : values) x = float_of_half(static_cast<std::uint16_t>(in.int16()));
  return values;
}

void Codec<SparseVector>::encode(const SparseVector& value, Buffer& out) {
  if (value.elements().size() > kMostDimensions)
    throw EncodeError("a sparsevec has more than 16000 elements");
  out.put_int32(value.dimensions());
  out.put_int32(static_cast<std::int32_t>(value.elements().size()));
  out.put_int32(0);
  for (const SparseVector::Element& element : value.elements()) out.put_int32(element.index);
  for (const SparseVector::Element& element : value.elements()) Codec<float>::encode(element.value, out);
}

SparseVector Codec<SparseVector>::decode(BytesView data) {
  detail::Reader in(data);
  const std::int32_t dimensions = in.int32();
  const std::int32_t count = in.int32();
  if (in.int32() != 0 || count < 0 ||
      in.left() != static_cast<std::size_t>(count) * 2 * sizeof(std::int32_t)) {
    detail::decode_failed("isn't a sparsevec");
  }
  std::vector<SparseVector::Element> elements(static_cast<std::size_t>(count));
  for (SparseVector::Element& element : elements) element.index = in.int32();
  for (SparseVector::Element& element : elements) element.value = std::bit_cast<float>(in.int32());
  try {
    return {dimensions, std::move(elements)};
  } catch (const EncodeError&) {
    detail::decode_failed("isn't a sparsevec");
  }
}

}  // namespace tenon

std::size_t std::hash<tenon::HalfVector>::operator()(const tenon::HalfVector& value) const noexcept {
  std::size_t out = value.size();
  for (const float x : value) out = tenon::detail::mixed(out, std::hash<float>{}(x));
  return out;
}

std::size_t std::hash<tenon::SparseVector>::operator()(const tenon::SparseVector& value) const noexcept {
  auto out = static_cast<std::size_t>(value.dimensions());
  for (const auto& element : value.elements()) {
    out = tenon::detail::mixed(out, std::hash<std::int32_t>{}(element.index));
    out = tenon::detail::mixed(out, std::hash<float>{}(element.value));
  }
  return out;
}
