#include "tenon/point.hpp"

#include <cmath>

#include "floats.hpp"
#include "tenon/codec.hpp"

namespace tenon {

Point Point::parse(std::string_view text) {
  constexpr const char* kWrong = "the text isn't a point";
  text = detail::without_blanks(text);
  const bool in_brackets = text.starts_with('(');
  if (in_brackets != text.ends_with(')')) throw ParseError(kWrong);
  if (in_brackets) text = text.substr(1, text.size() - 2);
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) throw ParseError(kWrong);
  return {detail::float_of<double>(text.substr(0, comma), kWrong),
          detail::float_of<double>(text.substr(comma + 1), kWrong)};
}

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

std::string to_string(const Point& value) {
  std::string out = "(";
  detail::append_float(value.x, out);
  out += ',';
  detail::append_float(value.y, out);
  return out + ')';
}

void Codec<Point>::encode(const Point& value, Buffer& out) {
  Codec<double>::encode(value.x, out);
  Codec<double>::encode(value.y, out);
}

Point Codec<Point>::decode(BytesView data) {
  detail::Reader in(data);
  const double x = Codec<double>::decode(in.take(sizeof(double)));
  const double y = Codec<double>::decode(in.take(sizeof(double)));
  in.expect_end();
  return {x, y};
}

}  // namespace tenon
