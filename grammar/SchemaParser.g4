// Syntax of the schema language, and nothing else: types, attributes, settings, index methods and functions are
// plain names here, which the compiler looks up in its tables.
parser grammar SchemaParser;

options { tokenVocab = SchemaLexer; }

file : declaration* EOF ;

declaration
  : importDeclaration
  | schemaDeclaration
  | tenancyDeclaration
  | entityDeclaration
  | mixinDeclaration
  | enumDeclaration
  | structDeclaration
  | seedDeclaration
  ;

importDeclaration  : IMPORT STRING ;
schemaDeclaration  : SCHEMA name LBRACE setting* RBRACE ;
tenancyDeclaration : TENANCY LBRACE setting* RBRACE ;
setting            : name settingValue (COMMA settingValue)* ;
settingValue       : path | NUMBER | STRING ;
path               : name ((DOT | COLON2) name)* ;

entityDeclaration : GLOBAL? ENTITY name (IN name)? (WITH name (COMMA name)*)? because? LBRACE member* RBRACE ;
mixinDeclaration  : MIXIN name LBRACE member* RBRACE ;
enumDeclaration   : ENUM name (AS name)? LBRACE name* RBRACE ;
structDeclaration : STRUCT name LBRACE field* ELLIPSIS? RBRACE ;
because           : BECAUSE STRING ;

member
  : field
  | keyMember
  | uniqueMember
  | indexMember
  | checkMember
  | policyMember
  ;

field     : name COLON type QUESTION? (EQUALS value)? attribute* ;
type      : (name (typeArguments | LESS name GREATER)? | SQL) arraySuffix* ;
typeArguments : LPAREN NUMBER (COMMA NUMBER)* RPAREN ;
arraySuffix   : LBRACKET RBRACKET ;
attribute : AT name (LPAREN value (COMMA value)* RPAREN)? ;

keyMember    : KEY columns globalReason? ;
uniqueMember : UNIQUE columns whereClause? globalReason? ;
indexMember  : INDEX name? columns includeClause? whereClause? withClause? globalReason? ;
checkMember  : CHECK name? SQL ;
policyMember : POLICY name FOR name (COMMA name)* SQL ;

columns       : LPAREN column (COMMA column)* RPAREN ;
column        : (name | SQL) operatorClass=IDENTIFIER? direction? nullsOrder? ;
direction     : ASC | DESC ;
nullsOrder    : NULLS (FIRST | LAST) ;
includeClause : INCLUDE columns ;
whereClause   : WHERE SQL ;
withClause    : WITH LPAREN option (COMMA option)* RPAREN ;
option        : name EQUALS (name | NUMBER) ;
globalReason  : GLOBAL because ;

seedDeclaration : SEED name LBRACE seedItem* RBRACE ;
seedItem        : seedRow | seedScope ;
seedScope       : IN name LBRACE seedRow* RBRACE ;
seedRow         : (label=name COLON)? entity=name LBRACE (assignment (COMMA? assignment)*)? COMMA? RBRACE ;
assignment      : name EQUALS value ;

value
  : NUMBER
  | STRING
  | SQL
  | TRUE
  | FALSE
  | NIL
  | list
  | object
  | name (LPAREN (value (COMMA value)*)? RPAREN)?
  ;
list   : LBRACKET (value (COMMA value)*)? COMMA? RBRACKET ;
object : LBRACE (assignment (COMMA? assignment)*)? COMMA? RBRACE ;

// Every keyword is a name wherever a name can stand.
name
  : IDENTIFIER | SCHEMA | TENANCY | ENTITY | GLOBAL | BECAUSE | MIXIN | ENUM | STRUCT | SEED | IMPORT | IN | WITH | AS
  | KEY | UNIQUE | INDEX | CHECK | POLICY | FOR | INCLUDE | WHERE | ASC | DESC | NULLS | FIRST | LAST
  ;
