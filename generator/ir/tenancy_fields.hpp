// What the settings of tenancy and of a session hold: a part of `fields.hpp`.
#pragma once

#include "described/described.hpp"
#include "ir/ir.hpp"

namespace tenon::ir {

using described::Is;

void fields(auto&& v, Is<TenancySettings> auto& x) {
  v("root", x.root);
  v("column", x.column);
  v("setting", x.setting);
  v("app", x.app);
  v("owner", x.owner);
  v("provisioner", x.provisioner);
  v.rare("search", x.search);
  v.rare("triggers", x.triggers);
  v.rare("signed", x.is_signed);
  v.rare("tree", x.tree);
  v.rare("depth", x.depth);
  v("type", x.type);
}

void fields(auto&& v, Is<SessionVariable> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("type", x.type);
  v("optional", x.optional);
  v("setting", x.setting);
  v.rare("actor", x.actor);
  v.rare("example", x.example);
}

}  // namespace tenon::ir
