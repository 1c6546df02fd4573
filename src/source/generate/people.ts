import { items } from "./vocabulary/index.ts";

/** First names in alphabetical order. A poster with many posts takes an early one. */
export const firstNames: readonly string[] = items(
  `
    Aaron, Abigail, Adam, Adrian, Alan, Albert, Alejandra, Alexander, Alexandria, Alexis, Alicia, Allison, Alyssa, Amanda,
    Amber, Amy, Andrea, Andrew, Angel, Angela, Anita, Ann, Anna, Anne, Annette, Anthony, April, Ashley, Austin, Barbara,
    Benjamin, Bethany, Beverly, Billy, Bobby, Bonnie, Bradley, Brandi, Brandon, Brenda, Brent, Brett, Brian, Brittany,
    Brooke, Bruce, Bryan, Caitlin, Calvin, Cameron, Candice, Carla, Carlos, Carmen, Carol, Caroline, Carolyn, Carrie,
    Catherine, Chad, Charlene, Charles, Chelsea, Cheryl, Chris, Christian, Christina, Christine, Christopher, Cindy,
    Claire, Clayton, Cody, Colleen, Connie, Corey, Courtney, Craig, Cristina, Crystal, Curtis, Cynthia, Daisy, Dale,
    Daniel, Danielle, Danny, Darren, David, Dawn, Deanna, Deborah, Denise, Dennis, Derek, Derrick, Desiree, Diana, Diane,
    Dominic, Donald, Donna, Douglas, Dustin, Dylan, Edward, Edwin, Elaine, Elizabeth, Emily, Eric, Erica, Erik, Erin,
    Ernest, Ethan, Eugene, Evan, Evelyn, Faith, Frances, Francisco, Frank, Gabriel, Gabrielle, Gail, Gary, George, Gina,
    Glenn, Grace, Greg, Gregory, Hailey, Hannah, Harold, Heather, Hector, Heidi, Holly, Ian, Isaac, Isabel, Jack,
    Jacob, Jacqueline, Jamie, James, Janet, Jared, Jasmine, Jason, Jeffrey, Jenna, Jennifer, Jeremy, Jessica, Jill, Joan,
    Joel, John, Jonathan, Jordan, Jose, Joseph, Joshua, Joyce, Juan, Julia, Justin, Karen, Karina, Katherine, Kathleen,
    Kayla, Keith, Kelly, Kenneth, Kevin, Kimberly, Kristen, Kyle, Laura, Lauren, Leah, Leslie, Linda, Lisa, Logan, Luis,
    Madison, Marcus, Margaret, Maria, Mark, Mary, Matthew, Megan, Melissa, Michael, Michelle, Miguel, Molly, Monica,
    Nancy, Natalie, Nathan, Nicholas, Nicole, Noah, Olivia, Pamela, Patricia, Patrick, Paul, Peter, Phillip, Rachel,
    Randy, Raymond, Rebecca, Richard, Robert, Robin, Ronald, Ruth, Ryan, Samantha, Samuel, Sandra, Sara, Scott, Sean,
    Shannon, Sharon, Shelby, Sophia, Stephanie, Stephen, Steven, Susan, Sydney, Tamara, Tanya, Taylor, Teresa, Theresa,
    Thomas, Tiffany, Timothy, Tina, Todd, Tracy, Travis, Tyler, Valerie, Vanessa, Veronica, Victor, Victoria, Vincent,
    Wanda, Wayne, Wendy, Wesley, Whitney, William, Xavier, Yolanda, Yvonne, Zachary, Zoe
  `,
  ",",
);

/** Last names in alphabetical order. A poster with many posts takes an early one. */
export const lastNames: readonly string[] = items(
  `
    Abbott, Acevedo, Acosta, Adams, Adkins, Aguilar, Aguirre, Alexander, Ali, Allen, Allison, Alvarado, Alvarez, Andersen,
    Anderson, Andrews, Anthony, Archer, Arellano, Armstrong, Arnold, Ashley, Atkins, Avery, Avila, Ayala, Bailey, Baker,
    Baldwin, Ball, Ballard, Banks, Barber, Barker, Barnes, Barnett, Barr, Barrett, Barron, Barry, Bartlett, Barton, Bates,
    Bauer, Beck, Becker, Bell, Beltran, Bender, Benitez, Bennett, Benson, Berg, Berry, Bishop, Black, Blackwell, Blair,
    Blake, Blankenship, Boone, Booth, Bowen, Bowers, Bowman, Boyd, Bradford, Bradley, Brady, Bray, Brennan, Brewer,
    Bridges, Briggs, Brock, Brooks, Brown, Bruce, Bryant, Buchanan, Burgess, Burke, Burnett, Burns, Burton, Bush, Butler,
    Byrd, Cabrera, Calderon, Caldwell, Callahan, Camacho, Campbell, Campos, Cannon, Cantrell, Cardenas, Carey, Carlson,
    Carpenter, Carr, Carrillo, Carroll, Carter, Castillo, Castro, Chambers, Chan, Chandler, Chang, Chapman, Chavez, Chen,
    Christensen, Church, Clark, Clarke, Clayton, Cline, Cobb, Cochran, Coffey, Cole, Coleman, Collier, Collins, Combs,
    Conley, Conner, Contreras, Cook, Cooper, Cordova, Cortez, Cox, Craig, Crawford, Crosby, Cross, Cruz, Cunningham,
    Curtis, Daniel, Davenport, Davidson, Davis, Dawson, Day, Decker, Delgado, Dennis, Diaz, Dixon, Dominguez, Doyle, Duke,
    Duncan, Dunn, Duran, Edwards, Elliott, Ellis, Espinoza, Estrada, Evans, Farmer, Ferguson, Fernandez, Fields, Fischer,
    Fisher, Fleming, Flores, Ford, Foster, Fox, Frank, Franklin, Freeman, French, Fuller, Garcia, Gardner, Garrett, Garza,
    Gibson, Gilbert, Gomez, Gonzalez, Goodman, Gordon, Graham, Grant, Graves, Gray, Green, Greene, Griffin, Gross,
    Guerrero, Gutierrez, Guzman, Hall, Hamilton, Hansen, Hardy, Harper, Harris, Harrison, Hart, Hayes, Henderson, Henry,
    Hernandez, Herrera, Hicks, Hill, Hines, Holland, Holmes, Hopkins, Howard, Hudson, Huff, Hughes, Hunt, Jackson, Jacobs,
    James, Jenkins, Jensen, Jimenez, Johnson, Jones, Jordan, Kelley, Kelly, Kennedy, Kim, King, Knight, Lambert, Lane,
    Larson, Lawrence, Le, Lee, Leonard, Lewis, Li, Long, Lopez, Lowe, Lynch, Marshall, Martin, Martinez, Mason, Matthews,
    Maxwell, May, McCarthy, McCoy, McDonald, Medina, Mejia, Mendoza, Meyer, Miller, Mitchell, Montgomery, Moore, Morales,
    Moran, Morgan, Morris, Moss, Munoz, Murphy, Murray, Myers, Nelson, Newman, Nguyen, Nichols, Norris, Olson, Ortega,
    Ortiz, Owens, Padilla, Palmer, Parker, Patel, Patterson, Payne, Pena, Perez, Perkins, Perry, Peters, Peterson,
    Phillips, Pierce, Porter, Powell, Price, Ramirez, Ramos, Reed, Reid, Reyes, Reynolds, Rice, Richardson, Rivera,
    Roberts, Robinson, Rodriguez, Rogers, Romero, Rose, Ross, Ruiz, Russell, Ryan, Salazar, Sanchez, Sanders, Santiago,
    Schmidt, Schneider, Scott, Shaw, Shepherd, Silva, Simmons, Simpson, Sims, Smith, Snyder, Soto, Spencer, Stanley,
    Stephens, Stevens, Stewart, Stone, Sullivan, Taylor, Thomas, Thompson, Torres, Tran, Tucker, Turner, Valdez, Vargas,
    Vasquez, Vega, Wade, Wagner, Walker, Wallace, Walsh, Ward, Warren, Washington, Watkins, Watson, Weaver, Webb, Weber,
    Webster, Wells, West, Wheeler, White, Williams, Williamson, Willis, Wilson, Wise, Wolfe, Wong, Wood, Woods, Wright,
    Young, Zamora, Zhang, Zimmerman
  `,
  ",",
);
